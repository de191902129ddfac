"""Builds statements that look and write in one step, so that two workers can't both find a row missing and both add
it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Dialect, Engine, Select, Table, or_

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert

Convert: TypeAlias = Callable[[Any], Any]


def is_one_of(column: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Returns the condition that a column holds one of a few words that are always the same. An `in_` is written out
    anew each time its statement is executed, which takes twice as long."""
    return or_(*(column == word for word in words))


def upsert(db: Connection, table: Table, row: dict[str, Any]) -> None:
    """Inserts a row, or overwrites the one with the same primary key. The key itself is not written again: SQLite would
    look at every row of other tables that points at it."""
    if db.dialect.name == "sqlite":
        sql, values = _prepared(table, tuple(row))
        driver: Any = db.connection.driver_connection  # asked through SQLAlchemy it takes twice as long
        driver.execute(sql, [convert(row[name]) if convert else row[name] for name, convert in values])
    else:
        db.execute(_over(db.dialect.name, table, tuple(row), tuple(_key(table))), row)


def ask(sqlite: Engine, question: Select[Any], values: Mapping[str, Any]) -> Sequence[Any] | None:
    """Returns the one row of a database of SQLite that answers a question with these values; None where there is none.
    The driver is asked itself, and one question is a transaction by itself."""
    sql, given, shown = _prepared_question(question)
    connection = sqlite.raw_connection()
    try:
        driver: Any = connection.driver_connection
        asked = driver.execute(sql, [convert(values[name]) if convert else values[name] for name, convert in given])
        row = asked.fetchone()
        asked.close()
    finally:
        connection.close()
    return row and [convert(value) if convert else value for convert, value in zip(shown, row, strict=True)]


def upsert_by(db: Connection, table: Table, of: dict[str, Any], once: dict[str, Any], changed: dict[str, Any]) -> None:
    """Inserts a row of all three, or writes `changed` into the one that has `of`, which is unique: `once` stays there
    as it is."""
    db.execute(_over(db.dialect.name, table, tuple(changed), tuple(of)), {**of, **once, **changed})


def add_unless_there(db: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Inserts a row unless there is one that it may not stand beside; returns whether it did."""
    return db.execute(_unless(db.dialect.name, table), row).rowcount > 0


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


@cache
def _prepared(table: Table, columns: tuple[str, ...]) -> tuple[str, Sequence[tuple[str, Convert | None]]]:
    """Returns the SQL of an upsert for SQLite, and in their order the columns it takes with what turns the value of
    each into what SQLite takes. Every visit executes two: SQLAlchemy would go through all of this anew each time, which
    takes five times as long as SQLite does."""
    dialect = _sqlite()
    made = _over("sqlite", table, columns, tuple(_key(table))).compile(dialect=dialect, column_keys=list(columns))
    kinds = [(name, table.c[name].type.dialect_impl(dialect)) for name in made.positiontup or ()]
    return str(made), [(name, kind.bind_processor(dialect)) for name, kind in kinds]


@cache
def _prepared_question(
    question: Select[Any],
) -> tuple[str, Sequence[tuple[str, Convert | None]], Sequence[Convert | None]]:
    """Returns the SQL of a question for SQLite, what it takes as `_prepared` does, and what turns each value of its
    answer into ours."""
    dialect = _sqlite()
    made = question.compile(dialect=dialect)
    given = [(name, made.binds[name].type.dialect_impl(dialect)) for name in made.positiontup or ()]
    shown = [column.type.dialect_impl(dialect) for column in question.selected_columns]
    return (
        str(made),
        [(name, kind.bind_processor(dialect)) for name, kind in given],
        [kind.result_processor(dialect, None) for kind in shown],
    )


@cache
def _sqlite() -> Dialect:
    """Returns what turns statements and values into SQLite's, with a `?` for each value."""
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="qmark")


@cache
def _over(dialect: str, table: Table, changed: tuple[str, ...], key: tuple[str, ...]) -> Insert:
    wanted = _insert(dialect, table)
    return wanted.on_conflict_do_update(
        index_elements=list(key), set_={name: wanted.excluded[name] for name in changed if name not in key}
    )


@cache
def _unless(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> Insert:
    """Returns an INSERT of this dialect; loads the words of no database but the one that is used."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)  # type: ignore[return-value]  # what is used of it is the same
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
