"""Measures the watcher beside what people would pick instead, and against its own first day: `make bench`."""
