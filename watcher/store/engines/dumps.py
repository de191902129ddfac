"""Copies a database on a PostgreSQL server as plain SQL: pg_dump makes it, psql puts it back, in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from sqlalchemy.engine import URL

from watcher.core.errors import ConfigError, StateError

HEADER = b"--\n-- PostgreSQL database dump\n"
_CUSTOM = b"PGDMP"
"""How a dump begins that pg_dump made in a format of its own."""
_END = b"-- PostgreSQL database dump complete"
_TABLE = re.compile(rb'COPY (?:public\.)?"?(\w{1,63})"? \(([^()]{1,4000})\) FROM stdin;\n')
_INSTALL = "on Debian or Ubuntu: apt-get install postgresql-client"
_NOT_TOLD = ("password", "sslpassword", "options")
"""Of the address: what `ps` would show, and what the program itself goes without."""


class PutBack(NamedTuple):
    """Tells whether it could be found out who was erased since the dump was made, and how many such chats are left
    out."""

    compared: bool
    left_out: int


def dump(url: URL, file: Path) -> None:
    """Writes all of the database into this file, which only its owner can read. Raises ConfigError where pg_dump is not
    installed, or the tables lie in a schema of their own, StateError where the database can't be read or the file not
    written."""
    with _new_file(file) as new:
        plain = ("--format=plain", "--no-owner", "--no-privileges", "--encoding=UTF8")
        _run("pg_dump", url, *plain, f"--file={new}", failed=f"{file} can't be written")
        refuse_other_schema(url)
        check(new, file)
        new.replace(file)


def refuse_other_schema(url: URL) -> None:
    """Raises ConfigError where the tables do not lie in the schema `public`, the only one that is copied and put back;
    also where psql is not installed. Raises StateError where that can't be asked."""
    schema = _answer(url, "SELECT current_schema()")
    if schema != "public":
        said = f"the tables lie in the schema {schema}, and `backup` and `restore` know `public` alone"
        raise ConfigError([f"{said}; copy this database by pg_dump itself"])


def holds_chats(url: URL) -> bool:
    """Tells whether the database is one of ours. Raises ConfigError where psql is not installed, StateError where it
    can't be read."""
    return _answer(url, "SELECT to_regclass('public.chats') IS NOT NULL") == "t"


def worked_on_from(url: URL) -> str:
    """Returns the machine from which a worker works on the database just now; empty: none does. Raises ConfigError and
    StateError as above."""
    if _answer(url, "SELECT to_regclass('public.leases') IS NOT NULL") != "t":
        return ""  # of an older version, which no worker of several works on
    alive = "until > clock_timestamp() AT TIME ZONE 'UTC'"
    return _answer(url, f"SELECT split_part(holder, ' ', 1) FROM leases WHERE {alive} LIMIT 1")  # noqa: S608


def _answer(url: URL, question: str) -> str:
    failed, asked = f"{url.database} can't be read", f"--command={question}"
    return _run("psql", url, "--no-psqlrc", "--tuples-only", "--no-align", asked, failed=failed).strip()


def check(path: Path, called: Path) -> None:
    """Raises StateError, with the name `called`, for a file that is no whole dump of ours."""
    with path.open("rb") as read:
        head = read.read(len(HEADER))
        read.seek(max(0, path.stat().st_size - 1_000))
        whole = _END in read.read()
    if head != HEADER:
        raise StateError(f"{called} is no dump of PostgreSQL; nothing was changed")
    if not whole:
        raise StateError(f"{called} is damaged (its end is missing); nothing was changed")
    if not {b"alembic_version", b"chats", b"documents"} <= {name for name, _ in _tables(path)}:
        raise StateError(f"{called} holds no database of Havering Watcher; nothing was changed")


def put_back(url: URL, file: Path, known: Collection[int], head: str) -> PutBack:
    """Replaces all of the database by this dump, or nothing. A chat that is in the dump, and neither in the database
    nor among those `known` from other copies, has been erased since and is left out. Raises ConfigError where a tool is
    not installed, and StateError for a dump that can't be put back, as one of a newer schema than `head`."""
    with _new_file(Path(os.path.realpath(file))) as plain, _new_file(file) as before, _new_file(file) as after:
        _as_plain(url, file, plain)
        check(plain, file)
        numbers = ", ".join(f"({number})" for number in known) or "(NULL)"
        before.write_text(_script("before_restore.sql").replace("/* known */", numbers))
        after.write_text(_script("after_restore.sql").replace("/* head */", head))
        scripts = (f"--file={script}" for script in (before, plain, after))
        quiet = ("--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1")
        failed = f"{file} can't be put back, and nothing was changed"
        said = _run("psql", url, *quiet, "--single-transaction", *scripts, failed=failed)
    answer = re.search(r"^restored ([tf]) (\d+)$", said, re.M)
    if not answer:
        raise StateError(f"{failed}: {' '.join(said.split())}")
    return PutBack(answer[1] == "t", int(answer[2]))


def chats_in(path: Path) -> set[int]:
    """Returns the numbers of the chats in a dump."""
    return {int(line.split(b"\t")[place]) for name, place, line in _rows(path) if name == b"chats"}


def erase_in(path: Path, erased: Collection[int]) -> None:
    """Takes every row of these chats out of a dump, which is replaced in one step."""
    gone = {str(number).encode() for number in erased}
    if not erased or chats_in(path).isdisjoint(erased):
        return
    with _new_file(path) as new:
        with path.open("rb") as old, new.open("wb") as written:
            place = -1
            for line in old:
                if table := _TABLE.fullmatch(line):
                    place = _place_of_chat(table[2])
                elif line == b"\\.\n":
                    place = -1
                if place < 0 or table or line.rstrip(b"\n").split(b"\t")[place] not in gone:
                    written.write(line)
        new.replace(path)


def copies_in(folder: Path) -> Iterator[Path]:
    """Yields the dumps that lie in this folder; none where there is no such folder. Raises StateError for one in a
    format that no row can be taken out of."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_file():
            continue
        with path.open("rb") as file:
            head = file.read(len(HEADER))
        if head.startswith(_CUSTOM):
            raise StateError(f"{path}: a chat could not be erased from this copy, which is packed; delete the file")
        if head == HEADER:
            yield path


def _tables(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yields the names of the tables in a dump, each with its columns."""
    with path.open("rb") as file:
        for line in file:
            if table := _TABLE.fullmatch(line):
                yield table[1], table[2]


def _rows(path: Path) -> Iterator[tuple[bytes, int, bytes]]:
    """Yields each row that names a chat: its table, in which of its columns the chat stands, and the row itself."""
    name, place = b"", -1
    with path.open("rb") as file:
        for line in file:
            if table := _TABLE.fullmatch(line):
                name, place = table[1], _place_of_chat(table[2])
            elif line == b"\\.\n":
                place = -1
            elif place >= 0:
                yield name, place, line.rstrip(b"\n")


def _place_of_chat(columns: bytes) -> int:
    """Returns at which place the chat's number stands among these columns; -1 where there is none."""
    names = [column.strip(b' "') for column in columns.split(b",")]
    return names.index(b"chat_id") if b"chat_id" in names else -1


def _script(name: str) -> str:
    return files("watcher.store.engines").joinpath(name).read_text("utf-8")


def _as_plain(url: URL, file: Path, plain: Path) -> None:
    """Writes a dump as plain SQL into `plain`, whichever of its two formats it has."""
    with file.open("rb") as read:
        packed = read.read(len(_CUSTOM)) == _CUSTOM
    if packed:
        options = ("--no-owner", "--no-privileges", f"--file={plain}")
        _run("pg_restore", None, *options, str(file), failed=f"{file} is damaged, and nothing was changed")
    else:
        shutil.copyfile(file, plain)


def _run(tool: str, url: URL | None, *options: str, failed: str) -> str:
    """Runs one of PostgreSQL's tools and returns what it printed. The password is in its environment, where `ps` does
    not show it to others. Raises ConfigError where it is not installed, and StateError, begun with `failed`, where it
    fails."""
    where = _installed(tool)
    if not where:
        raise ConfigError([f"{tool} is not installed, and copies of a PostgreSQL database are its work; {_INSTALL}"])
    env = {**os.environ, "LC_ALL": "C", "PGCLIENTENCODING": "UTF8", "PGOPTIONS": "-c client_min_messages=warning"}
    if url is not None:
        password = url.password or url.query.get("password")
        env |= {"PGPASSWORD": str(password)} if password else {}
        options = ("--no-password", f"--dbname={_address(url)}", *options)
    command = [where, *options]
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - its own tool
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"{tool} ended with {done.returncode}"]
        raise StateError(f"{failed}: {next((line for line in lines if 'ERROR' in line or 'error' in line), lines[0])}")
    return done.stdout


def _address(url: URL) -> str:
    """Returns where the database is, as libpq reads it, without a password. Of several hosts SQLAlchemy has the port
    with each, which libpq has not."""
    _, named = url.set(drivername="postgresql+psycopg").get_dialect()().create_connect_args(url)
    escaped = {name: str(value).replace("\\", "\\\\").replace("'", "\\'") for name, value in named.items()}
    return " ".join(f"{name}='{value}'" for name, value in escaped.items() if name not in _NOT_TOLD)


def _installed(tool: str) -> str | None:
    """Finds a tool on the path, else where Debian keeps the newest; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=lambda path: int(path.parts[-3]))
    return shutil.which(tool) or (str(found[-1]) if found else None)


@contextmanager
def _new_file(beside: Path) -> Iterator[Path]:
    """Yields a new file that only its owner can read, in the same folder; deletes it at the end, if it was not moved to
    a place of its own. Raises StateError where the folder can't be written."""
    try:
        handle, name = mkstemp(prefix=f".{beside.name}.", dir=beside.parent)
        os.close(handle)
    except OSError as error:
        raise StateError(f"{beside} can't be written: {error.strerror}") from error
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
