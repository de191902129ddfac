"""Holds the sentences people read, in British English, as plain constants: a module a part (docs/adr/0007)."""
