"""Tells systemd how the worker fares, where systemd asks for it: one datagram to the socket that NOTIFY_SOCKET names
(sd_notify(3))."""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping

log = logging.getLogger(__name__)

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(said: str, env: Mapping[str, str]) -> bool:
    """Whether systemd was told; False where it does not ask, or does not listen."""
    address = env.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(said.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
    except OSError as error:
        log.warning("systemd could not be told %s: %s", said, error.strerror)
        return False
    return True
