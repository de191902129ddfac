"""One rule with a table of examples is one test: it goes through the whole table and names every row that fails.

`pytest.mark.parametrize` makes a test of each row, which costs more than most rows do: a test has its own beginning and
end, and two processes tell each other of it. It stays right where a row takes long, has a mark of its own, or needs
fixtures that begin anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]
Ids = Callable[[Any], object] | Iterable[object] | None

LONGEST = 120  # letters of a value that a failure shows


def every_example(names: str | Sequence[str], rows: Iterable[Any], *, ids: Ids = None) -> Callable[[Test], Test]:
    """Calls the test with each row, as `pytest.mark.parametrize` takes them. What fails is raised at the end: one
    error as it is, several together, each with its row. Fixtures are the same for all rows."""
    arguments = [name.strip() for name in names.split(",") if name.strip()] if isinstance(names, str) else list(names)
    table = [_values(row, len(arguments)) for row in rows]
    named = ids if ids is None or callable(ids) else list(ids)

    def decorate(test: Test) -> Test:
        @wraps(test)
        def go_through(**fixtures: Any) -> None:
            if not table:
                pytest.skip("there are no examples here")
            failed: list[BaseException] = []
            for number, (values, name) in enumerate(table):
                try:
                    test(**fixtures, **dict(zip(arguments, values, strict=True)))
                except (Exception, pytest.fail.Exception, pytest.skip.Exception, pytest.xfail.Exception) as error:
                    error.add_note(f"in example {number + 1}: {name or _name(values, number, named)}")
                    failed.append(error)
            _tell(failed, len(table))

        kept = [each for each in inspect.signature(test).parameters.values() if each.name not in arguments]
        go_through.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
        return go_through

    return decorate


def _values(row: Any, count: int) -> tuple[Sequence[Any], str | None]:
    if isinstance(row, type(pytest.param())):
        if row.marks:
            raise ValueError(f"{row.id or row.values}: a row with a mark is a test of its own: pytest.mark.parametrize")
        return row.values, row.id if isinstance(row.id, str) else None
    values = (row,) if count == 1 else tuple(row)
    if len(values) != count:
        raise ValueError(f"{_short(row)}: {len(values)} values for {count} names")
    return values, None


def _name(values: Sequence[Any], number: int, ids: Callable[[Any], object] | Sequence[object] | None) -> str:
    if ids is None:
        return ", ".join(map(_short, values))
    if callable(ids):
        return "-".join(str(_short(value) if (said := ids(value)) is None else said) for value in values)
    return str(ids[number])


def _short(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def _tell(failed: Sequence[BaseException], count: int) -> None:
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise BaseExceptionGroup(f"{len(failed)} of {count} examples fail", failed)
