"""Files go in, text comes out: the tests of watcher/papers/."""
