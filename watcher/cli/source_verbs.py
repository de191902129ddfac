"""The verbs about one source: look at it, add it, rename it, remove it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from watcher.cli.app import Config, State, app
from watcher.cli.exit import FAILED, command
from watcher.cli.terminal import put

if TYPE_CHECKING:
    from watcher.cli.preview import Preview

Kind: TypeAlias = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="Its kind, such as feed or page; else found out.")
]
Set: TypeAlias = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A key of its kind, as in --set value=“Upheld”.")
]
FeedNumber: TypeAlias = Annotated[
    int | None, typer.Option("--feed", metavar="N", help="Which of the feeds that a page names.")
]


@app.command()
@command
def preview(
    asked: Annotated[str, typer.Argument(metavar="ID-or-URL", help="A source of the config, or any address.")],
    save: Annotated[
        Path | None, typer.Option("--save", metavar="DIR", help="Keep the raw pages in this folder.")
    ] = None,
    kind: Kind = "",
    feed: FeedNumber = None,
    options: Set = None,
    config: Config = None,
    state: State = None,
) -> int:
    """Visit one source and print what is understood.

    Writes nothing to the state, tells nobody.
    """
    from watcher.cli.discover import source_at, typed_options, with_options
    from watcher.cli.preview import look, wanted
    from watcher.config import load_all

    settings, _ = load_all(os.environ, config=config, state=state)
    given = typed_options(options or [])
    known = None if kind or feed or given else wanted(settings, asked)
    source = known or with_options(source_at(asked, settings, kind, feed), settings, given)
    seen = look(source, settings, datetime.now(UTC), save, typed="" if known else asked)
    _show(seen, "" if known or source.url == asked else f"{asked} leads to {source.url} ({source.kind}).")
    return FAILED if seen.unread else 0


@app.command()
@command
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="As pasted from the browser.")],
    source_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; else made of its name.")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="What a subscriber reads.")] = None,
    every: Annotated[str | None, typer.Option("--every", metavar="EVERY", help="How often: 90s, 30m, 6h, 2d.")] = None,
    kind: Kind = "",
    feed: FeedNumber = None,
    options: Set = None,
    config: Config = None,
    state: State = None,
) -> None:
    """Add what is at an address to sources.yaml.

    Its kind is found out by a look at the page, and what is understood there is shown first. Comments in the file stay.
    """
    from watcher.cli.add import first_look, lines_of, refuse_early
    from watcher.cli.discover import typed_options
    from watcher.config import load_all
    from watcher.config.append import append_source

    settings, environment = load_all(os.environ, config=config, state=state)
    given = typed_options(options or [])
    refuse_early(settings, url, source_id, every, kind, given.get("value", ""))
    source, seen = first_look(url, settings, datetime.now(UTC), kind, feed, given)
    _show(seen, "" if source.url == url else f"{url} leads to {source.url} ({source.kind}).")
    entry = lines_of(source, seen, settings, given={"id": source_id, "name": name, "every": every}) | given
    print(f"\nAdded to {environment.config / 'sources.yaml'}:{append_source(environment.config, entry)}")
    if source.kind == "govuk" and "/government/statistic" in source.url:
        put(f"The council's figure in its files can be watched too: watcher add {source.url} --kind figures")
    print("Its first visit will remember what is there and tell nobody; from then on what is new or changed is told.")


@app.command()
@command
def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id of a source or a topic.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    config: Config = None,
    state: State = None,
) -> None:
    """Give a source or a topic another id.

    Its memory and its followers come along, by `was:`. Comments in the files stay.
    """
    from watcher.cli.concerned import follow
    from watcher.config import environment
    from watcher.config.edit import rename as rename_in

    surroundings = environment(os.environ, config=config, state=state)
    changed = rename_in(surroundings.config, old, new)
    put(f"Renamed {old} to {new} in {' and '.join(map(str, changed))}; `was:` names the old id.")
    put(f"{follow(surroundings.database_url, old)}: the next run carries over what hangs on the old id.")


@app.command()
@command
def remove(
    gone: Annotated[str, typer.Argument(metavar="ID", help="A source or a topic.")],
    config: Config = None,
    state: State = None,
) -> None:
    """Take a source or a topic out of the config.

    Who follows it is told so by the next run. Comments in the files stay.
    """
    from watcher.cli.concerned import follow
    from watcher.config import environment
    from watcher.config.edit import remove as remove_in

    surroundings = environment(os.environ, config=config, state=state)
    changed = remove_in(surroundings.config, gone)
    put(f"Removed {gone} from {' and '.join(map(str, changed))}.")
    put(f"{follow(surroundings.database_url, gone)}: the next run tells them that it is no longer watched.")
    put("What is remembered of it stays in the state, and counts again if the same id comes back.")


def _show(seen: Preview, led_to: str) -> None:
    from watcher.cli import tables

    tables.readings(seen.readings).show()
    for line in ([led_to] if led_to else []) + [*seen.lines()]:
        put(line)
