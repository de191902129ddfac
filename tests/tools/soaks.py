"""Many variants of one test: some in `make test`, all in `make soak`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet


def some(variants: Iterable[Any], every: int) -> list[ParameterSet]:
    """All of them for `parametrize`, of which the first of each `every` is quick and the others are a soak."""
    return some_rows(((variant,) for variant in variants), every)


def some_rows(rows: Iterable[tuple[Any, ...]], every: int) -> list[ParameterSet]:
    """The same for several arguments: each row holds one of each."""
    return [pytest.param(*row, marks=[pytest.mark.soak] if number % every else []) for number, row in enumerate(rows)]


def a_third() -> hypothesis.settings:
    """A third of the examples of the profile in force, for a property of which each takes long; three at least."""
    return hypothesis.settings(max_examples=max(3, hypothesis.settings().max_examples // 3))
