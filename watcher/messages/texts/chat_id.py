"""PURE: what /id says."""

from __future__ import annotations

MENU_ID = "the number of this chat"
THIS_CHAT = (
    "The number of this chat is {number}. Whoever runs this bot may ask you for it; it tells nobody who you are."
)
THIS_TOPIC = "The topic is {number} in it."
