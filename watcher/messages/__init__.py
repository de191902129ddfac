"""PURE: what is said to people, in Telegram's HTML."""
