"""Facts as a network, and the network as one interactive page."""
