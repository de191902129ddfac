"""The tests: offline, on real SQLite and real HTTP to 127.0.0.1; each name states what is promised."""
