"""PURE: counts how many of many words and phrases stand in a sentence, all looked for at once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

WORD = re.compile(r"[a-z0-9£%]+(?:'[a-z]+)?")


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
        plain = WORD.findall(words.lower().replace("-", " "))
        there = set(plain)
        found: Counter[str] = Counter()
        for word in self._words.keys() & there:
            found.update(self._words[word])
        if possible := self._phrases.keys() & there:
            running = f" {' '.join(plain)} "
            found.update(name for word in possible for phrase, name in self._phrases[word] if phrase in running)
        return found
