"""A reader of PDFs that somebody has taken over, to be run in the place of watcher.papers.child: what is asked of it
names what it tries, and what it answers is how that went."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import socket
import sys
from collections.abc import Callable

from watcher.core.errors import NotUnderstood
from watcher.papers.reader_process import serve

_SEIZE = 0x4206  # of ptrace(2): does not stop what it takes hold of


def _flood(start: bytes, size: int) -> None:
    with contextlib.suppress(OSError):
        os.write(1, start)
        while size > 0:
            size -= os.write(1, b"\0" * min(size, 1_000_000))


def _take_hold_of_parent() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(_SEIZE, os.getppid(), None, None):
        raise OSError(ctypes.get_errno(), "no hold of it")


def _refuse_at_length() -> None:
    raise NotUnderstood("so <b>it</b>\nis " * 1_000)


TRIED: dict[bytes, Callable[[], object]] = {
    b"read a file": lambda: open("/etc/hostname"),  # noqa: PTH123, SIM115 - nothing but the call itself
    b"read the program": lambda: open(sys.executable, "rb"),  # noqa: PTH123, SIM115
    b"list a folder": lambda: os.listdir("/"),  # noqa: PTH208
    b"write a file": lambda: os.open("/tmp/of-the-hijacker", os.O_CREAT | os.O_WRONLY),
    b"read its parent's environment": lambda: open(f"/proc/{os.getppid()}/environ", "rb"),  # noqa: PTH123, SIM115
    b"read its parent's memory": lambda: open(f"/proc/{os.getppid()}/mem", "rb"),  # noqa: PTH123, SIM115
    b"take hold of its parent": _take_hold_of_parent,
    b"open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    b"open a socket of this machine": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    b"make a pipe": os.pipe,
    b"make a file in memory": lambda: os.memfd_create("x"),
    b"double a file": lambda: os.dup(0),
    b"raise its limit of files": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    b"raise its limit of memory": lambda: resource.setrlimit(resource.RLIMIT_AS, (10**10, 10**10)),
    b"become root": lambda: os.setuid(0),
    b"start a process": os.fork,
    b"take a gigabyte": lambda: bytearray(1_000_000_000),
}
ANSWERED: dict[bytes, Callable[[], object]] = {
    b"600 MB as told": lambda: _flood(b"pages 600000000\n", 600_000_000),
    b"600 MB without end of line": lambda: _flood(b"", 600_000_000),
    b"a size below nothing": lambda: os.write(1, b"pages -1\n"),
    b"a size that is none": lambda: os.write(1, "pages ²\n".encode()),
    b"less than it says": lambda: (os.write(1, b"pages 50\nshort"), os._exit(0)),
    b"something else": lambda: os.write(1, b"secret 5\nhello"),
    b"bytes that are no words": lambda: os.write(1, b"pages 2\n\xff\xff"),
}
ODD: dict[bytes, Callable[[], object]] = {
    b"millions of pages": lambda: _flood(b"pages 30000000\n", 30_000_000),
    b"a long reason": _refuse_at_length,
}


def hijacked(body: bytes) -> list[str]:
    try:
        came = (TRIED | ANSWERED | ODD)[body]()
    except (OSError, MemoryError, ValueError) as error:
        return [f"could not: {type(error).__name__}"]
    if came == 0 and body == b"start a process":
        os._exit(0)
    return [f"could: {came}"]


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]), hijacked)
