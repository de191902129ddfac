"""The product as its users see it: real pages over HTTP, whole runs, the strict stand-in for Telegram."""
