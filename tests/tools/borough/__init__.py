"""Six weeks of a borough of our own, to count what the watcher tells five readers of it.

`portal` and `press` say what its sites serve, `happenings` what happens on which day, `events` what of it matters to
whom and which words must then be read, `noise` what does not matter, `judge` counts. Another story needs only another
`happenings` and `events`.
"""
