"""The command line in this process. Its commands are made ready once: typer's own runner does so for every call, which
takes longer than most calls."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from watcher.cli import app


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str


def invoke(*arguments: str, env: Mapping[str, str] | None = None, typed: str | bytes | None = None) -> Ended:
    """Runs a command with this standard input; any error but an exit is raised."""
    code: object = 0
    with CliRunner().isolation(input=typed, env=env) as (out, err, _):
        try:
            _command().main(args=list(arguments), prog_name="watcher")
        except SystemExit as ended:
            code = ended.code or 0
        sys.stdout.flush()
        sys.stderr.flush()
        said, told = (stream.getvalue().decode().replace("\r\n", "\n") for stream in (out, err))
    assert isinstance(code, int), code
    return Ended(code, said, told)


@cache
def _command() -> Any:
    return get_command(app)
