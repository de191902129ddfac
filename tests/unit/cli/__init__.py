"""The command line as people and scripts meet it: exit codes, streams, tables, JSON."""
