"""One test file a kind of source: pages go in, documents come out. No network, no store."""
