"""What holds where the config says nothing else."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""In which councils, Ofsted and GOV.UK write, and times are shown where the config names no zone."""
DAILY_AT = time(7, 30)
WEEKLY_AT = 5, time(9)
"""The day of the week (Monday is 0) and the time: papers come on Friday afternoons, and call-ins run out on Fridays."""
MESSAGES_A_SECOND = 28
"""The most in any, over all chats: Telegram takes about 30 (facts/telegram.md, "Limits")."""
KEPT_BYTES = 2_000_000_000
"""Of the files of papers that were read."""
