"""PURE: says what people are told, in Telegram's HTML."""
