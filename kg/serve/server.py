"""The endpoint on a port of this machine, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from kg.errors import KgError
from kg.serve.app import Endpoint
from kg.serve.pool import Pool

HOST = "127.0.0.1"


def serve(
    store: Path,
    port: int,
    *,
    timeout: float,
    max_rows: int,
    service: bool,
    ready: Callable[[str], None],
    say: Callable[[str], None],
) -> None:
    """Answers queries over ``store`` on ``port`` of this machine, 0 for any, until an interrupt.

    A query may take ``timeout`` seconds and answer ``max_rows`` rows, and call other servers where
    ``service``. ``ready`` is told the address when requests can come, ``say`` of what goes wrong.
    Raises KgError where the port cannot be had and StoreError where the store cannot be read.
    """
    with _listening(port) as listener:
        asyncio.run(_serve(listener, store, timeout, max_rows, service, ready, say))


async def _serve(
    listener: socket.socket,
    store: Path,
    timeout: float,
    max_rows: int,
    service: bool,
    ready: Callable[[str], None],
    say: Callable[[str], None],
) -> None:
    async with Pool(store.resolve(), timeout, say) as pool:
        app = Endpoint(pool, max_rows=max_rows, service=service).app()
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, log_level="error", access_log=False, server_header=False,
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = _Server(config)
        loop = asyncio.get_running_loop()
        closing: list[asyncio.Task[None]] = []

        def stop() -> None:
            server.should_exit = True
            closing.append(asyncio.ensure_future(pool.close()))  # so that nobody has to be waited for

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        await server.serve(sockets=[listener])
        await asyncio.gather(*closing)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals to ``_serve``: a server that is stopped has done its work."""
        yield


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    # With its protocol named, asyncio lets small answers go at once, not after Nagle's 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(128)
        except OSError as error:
            hint = "; --port 0 takes a free one"
            raise KgError(
                f"port {port} cannot be had: {(error.strerror or str(error)).lower()}{hint}"
            ) from None
        yield listener
