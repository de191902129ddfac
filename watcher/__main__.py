"""`python -m watcher`, the same as `watcher`."""

from watcher.cli import main

main()
