// The page as this server shows it.

// Links to the page that asked in SPARQL used to lead here.
if (location.hash.startsWith("#query=")) location.replace(`/query${location.hash}`);
