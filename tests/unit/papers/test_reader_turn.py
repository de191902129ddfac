"""Whoever waits for its turn says so."""

from __future__ import annotations

from watcher.papers.reader_turn import in_turn, signing


class HeldBy:
    """A lock that others hold for so many waits."""

    def __init__(self, waits: int) -> None:
        self.waits, self.held = waits, False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        self.waits -= 1
        self.held = self.waits < 0
        return self.held

    def release(self) -> None:
        self.held = False


def test_a_sign_is_given_again_and_again_until_the_turn_has_come() -> None:
    signs: list[int] = []
    lock = HeldBy(3)
    with signing(lambda: signs.append(1)), in_turn(lock):
        assert (len(signs), lock.held) == (3, True)
    assert not lock.held


def test_who_need_not_wait_gives_none_and_outside_the_block_nobody_hears() -> None:
    signs: list[int] = []
    with signing(lambda: signs.append(1)), in_turn(HeldBy(0)):
        pass
    with in_turn(HeldBy(3)):
        pass
    assert signs == []
