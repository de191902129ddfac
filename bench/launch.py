"""Runs one command as a process of its own and prints what it cost, as the operating system counted it. Kept tiny: a
process that starts another lends it its own peak of memory."""

import json
import os
import sys
import time


def main() -> None:
    """`launch.py COMMAND...`: CPU seconds and peak memory of the process and of all it started, wall seconds."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  # the command is the caller's own
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - started
    cost = {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": used.ru_maxrss / 1024}
    print(json.dumps({**cost, "code": os.waitstatus_to_exitcode(status)}))  # its answer


if __name__ == "__main__":
    main()
