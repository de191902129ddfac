"""What `ignore:` leaves out of a page. An administrator's regular expressions are matched in a process of their own
with a limit of time: no check of a pattern tells how long it may take on a page of a stranger's making."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from watcher.errors import NotUnderstood
from watcher.model import Source
from watcher.wording import squeeze

MOST_SECONDS = 10.0
_CHILD = Path(__file__).with_name("child.py")


def patterns(source: Source) -> tuple[str, ...]:
    """Those of the config. Raises NotUnderstood for one that is no regular expression."""
    given = source.options.get("ignore") or []
    wanted = tuple(map(str, given)) if isinstance(given, list) else (str(given),)
    for pattern in wanted:
        try:
            re.compile(pattern)
        except re.error as error:
            raise NotUnderstood(f"ignore: “{pattern}” is no regular expression: {error}") from error
    return wanted


def without(lines: Sequence[str], ignored: Sequence[str], seconds: float = MOST_SECONDS) -> list[str]:
    """Each line without what the patterns match in it, one after another. Raises NotUnderstood where that takes
    longer."""
    squeezed = [squeeze(line) for line in lines]
    if not ignored:
        return squeezed
    command = [sys.executable, "-I", "-S", str(_CHILD)]
    known = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}  # none of our secrets
    asked = json.dumps([squeezed, list(ignored)]).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own file, nothing of a page in the command
            command,
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise NotUnderstood(
            f"the patterns of ignore: take longer than {seconds:g} s on this page; avoid a `*` or `+` inside another"
        ) from error
    except subprocess.CalledProcessError as error:
        raise NotUnderstood("the patterns of ignore: can't be matched on this page; make them simpler") from error
    return [squeeze(line) for line in json.loads(done.stdout)]
