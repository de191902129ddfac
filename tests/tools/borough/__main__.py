"""`python -m tests.tools.borough [READER]...` lives through the six weeks and prints every message that came, or those
of these readers, and what they come to."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.features.end_to_end.town import founded
from tests.tools.borough.judge import table
from tests.tools.borough.life import counted, lived, moments

with TemporaryDirectory() as folder, founded(Path(folder)) as town:
    borough = lived(town, moments())
for one in borough.told:
    if one.reader in (sys.argv[1:] or borough.readers):
        answers = f", answers {one.reply_to}" if one.reply_to else ""
        sound = ", without sound" if one.silent else ""
        print(f"=== {one.at:%a %d %b %H:%M} {one.reader} {one.number}{answers}{sound}\n{one.shown}\n")
print(table(counted(borough)))
