"""Telegram's odd days, on a clock that moves only while nobody works."""
