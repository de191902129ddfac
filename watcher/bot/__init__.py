"""Answers what people write to the bot, and tells them what was found."""
