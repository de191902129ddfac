"""Shuts in a process that reads a stranger's file: all that it can still do is answer. Imports nothing but Python's own
library, so that such a process holds as little as can be (docs/adr/0023)."""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys
from contextlib import suppress

MOST_MEMORY = 400_000_000
"""Bytes of address space."""
NOBODY = 65_534
_LINUX = sys.platform == "linux"
_SET_DUMPABLE, _SET_NO_NEW_PRIVS = 4, 38  # of prctl(2)
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # of landlock(7); the numbers are the same on every processor we know
_WHICH_VERSION = 1
_FILES_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_FROM, _NET = 4, 0b11
_SCOPES_FROM, _SCOPES = 6, 0b11  # signals and abstract sockets of others
_CAPABILITIES_V3 = 0x20080522


def hide_from_others() -> None:
    """Hide this process's memory and environment from others of the same user, and from the file of a crash. Does
    nothing where the system is not Linux."""
    if _LINUX:
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def surroundings() -> dict[str, str]:
    """Return the environment variables for a process apart: where Python and its libraries lie, and no other of
    ours."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PYTHONHOME") if name in os.environ}
    return {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **kept}


def confine(most_memory: int = MOST_MEMORY) -> None:
    """Take from this process, for ever, the right to open a file or a socket, to write to a file, to start a process,
    and to hold more than so many bytes; the pipes that are open stay so. Call it after the last import. What a system
    does not know is left out: Landlock before Linux 5.13, the limit of memory on macOS."""
    if _LINUX:
        _give_up_rights()
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, most_memory),
        (resource.RLIMIT_NOFILE, 0),
    ):
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(what)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (least, least))


def _give_up_rights() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    shut_files(libc)
    if os.geteuid() == 0:  # limits of processes are none for root; as somebody else it can't reach its parent either
        with suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    header, none = struct.pack("=Ii", _CAPABILITIES_V3, 0), bytes(24)
    libc.capset(ctypes.c_char_p(header), ctypes.c_char_p(none))


def landlock_version() -> int:
    """Return the version of Landlock in the kernel; 0 where it has none."""
    if not _LINUX:
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _WHICH_VERSION)))


def shut_files(libc: ctypes.CDLL) -> None:
    """Forbid this process every file and every address by Landlock, where the kernel has it: no rule is added that
    would allow one."""
    version = landlock_version()
    if not version:
        return
    files = _FILES_BY_VERSION[min(version, max(_FILES_BY_VERSION))]
    handled = [files]
    handled += [_NET] if version >= _NET_FROM else []
    handled += [_SCOPES] if version >= _SCOPES_FROM else []
    rules = struct.pack(f"={len(handled)}Q", *handled)
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.c_char_p(rules), ctypes.c_size_t(len(rules)), 0)
    if ruleset >= 0:
        libc.syscall(_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)
