"""Reads the keys of sources.yaml that only sources of figures have. Every function raises ValueError with the words
that follow a key's name, as those of values.py do."""

from __future__ import annotations

from watcher.config.values import shown


def several(value: object) -> list[str]:
    """Read names in a list, or in a line with commas (semicolons, where a name has a comma) between them."""
    if isinstance(value, str):
        value = value.split(";" if ";" in value else ",")
    names = [each.strip() for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []
    if not names or not all(names) or len(names) != len(list(value if isinstance(value, list | tuple) else ())):
        raise ValueError(f"must be names, such as [Redbridge, Bexley], not {shown(value)}")
    return names


def conditions(value: object) -> list[str]:
    """Read what rows are to say: `column = words`, in a list or in a line with semicolons between them."""
    lines = several(value.split(";") if isinstance(value, str) else value)
    for line in lines:
        name, equals, words = line.partition("=")
        if not (name.strip() and equals and words.strip()):
            raise ValueError(f'must be "column = words", such as ["breakdown = Total"], not {shown(line)}')
    return lines


def period(value: object) -> str:
    """Read the name of a column, or a year."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ValueError(f"must be the name of a column, or a year such as 2025 or 2024/25, not {shown(value)}")
    return str(value)


def better(value: object) -> str:
    """Read which is the better."""
    if value not in ("higher", "lower"):
        raise ValueError(f"must be higher or lower, not {shown(value)}")
    return str(value)


def scale(value: object) -> int:
    """Read what the numbers are multiplied with."""
    if str(value) not in ("1", "100"):
        raise ValueError(f"must be 100 where 0.41 in the file means 41 %, else 1, not {shown(value)}")
    return int(str(value))
