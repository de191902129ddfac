"""PURE: counts how many of many words and phrases stand in a sentence, all looked for at once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

WORD = re.compile(r"[a-z0-9£%]+(?:'[a-z]+)?")
_SIGNS = b"abcdefghijklmnopqrstuvwxyz0123456789\xa3%"  # as Latin-1 writes them
_BLANKED = bytes(byte if byte in _SIGNS else ord(" ") for byte in range(256))


def words_of(words: str) -> list[str]:
    """Returns what WORD finds, in half the time where no apostrophe stands."""
    if "'" in words:
        return WORD.findall(words)
    return words.encode("latin-1", "replace").translate(_BLANKED).decode("latin-1").split()


class Vocabulary:
    """Counts words and phrases (in small letters, no hyphens), each given with the names of the groups it belongs
    to."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """By their longest word: they are looked for only where it stands."""
        for name, phrases in groups.items():
            for phrase in phrases:
                if " " in phrase:
                    self._phrases[max(phrase.split(), key=len)].append((f" {phrase} ", name))
                else:
                    self._words[phrase].append(name)

    def count(self, words: str) -> Counter[str]:
        """Returns, by group, how many of its words and phrases stand in the words at least once."""
        plain = words_of(words.lower().replace("-", " "))
        there = set(plain)
        found: Counter[str] = Counter()
        for word in self._words.keys() & there:
            for name in self._words[word]:
                found[name] = found.get(name, 0) + 1  # quicker than Counter's own ways
        if possible := self._phrases.keys() & there:
            running = f" {' '.join(plain)} "
            for word in possible:
                for phrase, name in self._phrases[word]:
                    if phrase in running:
                        found[name] = found.get(name, 0) + 1
        return found
