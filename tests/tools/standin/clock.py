"""A clock that stands still until a test moves it."""


class StillClock:
    """Seconds since 1970, as `BotApi(clock=…)` wants them."""

    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds
