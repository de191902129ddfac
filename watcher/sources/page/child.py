"""The process that ignoring.py starts, which imports nothing of ours: lines and patterns in JSON on stdin, the lines
without what the patterns match on stdout."""

import json
import os
import re

if __name__ == "__main__":
    with os.fdopen(0, "rb") as asked:
        lines, ignored = json.load(asked)
    for pattern in ignored:
        compiled = re.compile(pattern, re.IGNORECASE)
        lines = [" ".join(compiled.sub("", line).split()) for line in lines]
    with os.fdopen(1, "w") as answer:
        json.dump(lines, answer)
