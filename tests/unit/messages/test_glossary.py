"""The glossary: every term in two plain sentences that any phone shows whole."""

from __future__ import annotations

import re

from tests.tools.examples import every_example
from watcher.messages.texts.glossary import BY_NAME, TERMS, GlossaryTerm


def test_there_are_terms_enough_and_each_name_means_one() -> None:
    assert len(TERMS) >= 20
    assert len(BY_NAME) == sum(1 + len(term.also) for term in TERMS)
    assert all(name == name.casefold().strip() for name in BY_NAME)


@every_example("term", TERMS, ids=lambda term: term.name)
def test_term_is_explained_in_two_sentences(term: GlossaryTerm) -> None:
    assert len(re.findall(r"[.](?= [A-Z]|$)", term.meaning)) == 2
    assert len(term.meaning) <= 260
