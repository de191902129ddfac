"""The process that ignore.py starts: lines and patterns in JSON on stdin, the lines without what the patterns match
on stdout. It shuts itself in before it reads them."""

import json
import os
import re

from watcher.papers.sandbox import confine

if __name__ == "__main__":
    with os.fdopen(0, "rb") as asked, os.fdopen(1, "w", encoding="ascii") as answer:
        confine()
        lines, ignored = json.load(asked)
        for pattern in ignored:
            compiled = re.compile(pattern, re.IGNORECASE)
            lines = [" ".join(compiled.sub("", line).split()) for line in lines]
        json.dump(lines, answer)
