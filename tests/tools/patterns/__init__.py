"""Every pattern of the watcher, found in its source and timed on the worst that a stranger could write for it."""
