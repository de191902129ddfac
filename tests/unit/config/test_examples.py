"""Every key of every file of the config, with the example that the file itself gives, through a real file. A new key is
found here without being named: it must be explained in its file, and what is explained must be read."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.tools.configs import loaded
from tests.tools.examples import every_example
from watcher.config.models import MODELS, ConfigModel, PlacesEntry, SourceEntry, TopicEntry, WatcherFile

CONFIG = ROOT / "config"
EXPLAINED = re.compile(r"^# *(?:- )?([a-z_]+): (.+?)(?:  .*)?$")
"""A line of a header: `#     every: 30m         how often it is visited`."""
ADDRESSES = {
    "moderngov": "https://democracy.example.gov.uk/",
    "page": "https://www.example.org/about",
    "feed": "https://www.example.org/feed.xml",
}


def known(model: type[ConfigModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def explained(name: str) -> dict[str, str]:
    """The keys that the comments of this file explain, with their examples."""
    lines = (CONFIG / name).read_text("utf-8").splitlines()
    return {found[1]: found[2].strip() for line in lines if (found := EXPLAINED.match(line))}


SOURCE, TOPIC = explained("sources.yaml"), explained("topics.yaml")


def test_every_key_is_explained_with_an_example_where_people_edit_it() -> None:
    assert set(known(SourceEntry)) - SOURCE.keys() == set()
    assert set(known(TopicEntry)) - TOPIC.keys() == set()


def entry(key: str) -> str:
    """A source with this key as its file explains it, of a kind that has it."""
    kind = SourceEntry._ONLY_FOR.get(key, "moderngov")
    lines = {
        "id": "one",
        "name": "One",
        "url": ADDRESSES.get(kind, "https://www.example.org/figures.csv"),
        "kind": kind,
    }
    if key != "url":  # of that one the example is only the beginning
        lines[key] = SOURCE[key]
    return "sources:\n  - " + "\n    ".join(f"{name}: {said}" for name, said in lines.items()) + "\n"


@every_example("key", known(SourceEntry))
def test_a_key_of_a_source_is_read_as_its_file_explains_it(key: str) -> None:
    topics = "topics:\n  - {id: send, name: SEND, phrases: [SEND]}\n"
    found = loaded(sources=entry(key), topics=topics).sources[0]
    kept = found.options.get(key, getattr(found, key, None))
    assert kept not in (None, (), "")


def test_questions_are_counted_in_working_days_as_the_header_says() -> None:
    assert SOURCE["questions"] == "3"
    assert loaded(sources=entry("questions")).sources[0].options == {"questions": 3}


@pytest.mark.parametrize("key", [key for key in known(TopicEntry) if key not in ("id", "name", "phrases")])
def test_a_key_of_a_topic_is_read_as_its_file_explains_it(key: str) -> None:
    lines = {name: TOPIC[name] for name in ("id", "name", "phrases", key)}
    topics = "topics:\n  - " + "\n    ".join(f"{name}: {said}" for name, said in lines.items()) + "\n"
    topics += "  - {id: care, name: Care, phrases: [care]}\n"  # what `includes:` names
    found = loaded(sources="sources: []", topics=topics).topics[0]
    assert getattr(found, {"not": "unless", "includes": "phrases"}.get(key, key))


def leaves(model: type[ConfigModel], *place: str) -> Iterator[tuple[str, ...]]:
    """The way to every key of watcher.yaml that holds a value."""
    for key in known(model):
        inner = MODELS.get(key) if not place else None
        yield from leaves(inner, key) if inner else [(*place, key)]


def shipped(place: tuple[str, ...]) -> str:
    """The line that explains this key in watcher.yaml, with what it stands in, and without the sign of a comment."""
    text = (CONFIG / "watcher.yaml").read_text("utf-8")
    if whole := re.search(
        rf"^# {place[0]}:.*\n(?:#   .*\n)+", text, re.MULTILINE
    ):  # a part that is left out as a whole
        assert f"#   {place[-1]}: " in whole[0]
        return re.sub("^# ", "", whole[0], flags=re.MULTILINE)
    section = re.search(rf"^{place[0]}:\n((?:  .*\n)+)", text, re.MULTILINE)[1] if len(place) > 1 else text  # type: ignore[index]
    line = re.search(rf"^ *(?:# )? *{place[-1]}: .*$", section, re.MULTILINE)
    assert line, f"{'.'.join(place)} is not explained in watcher.yaml"
    plain = line[0].strip().removeprefix("# ").strip()
    return f"{place[0]}:\n  {plain}\n" if len(place) > 1 else f"{plain}\n"


@every_example("place", list(leaves(WatcherFile)), ids=".".join)
def test_a_key_of_how_it_is_done_is_read_as_its_file_explains_it(place: tuple[str, ...]) -> None:
    text = shipped(place)
    settings: Any = loaded(watcher=text)
    for key in place:
        settings = getattr(settings, key)
    assert settings is not None


ADMINS = "telegram:\n  admins: [123456789]\n"


def test_the_example_of_a_list_that_is_empty_is_read_too() -> None:
    assert "as in [123456789]" in (CONFIG / "watcher.yaml").read_text("utf-8")
    assert loaded(watcher=ADMINS).telegram.admins == (123456789,)


def test_each_list_of_places_is_read() -> None:
    for key in known(PlacesEntry):
        topics = f"places:\n  {key}: [Havering, Romford]\ntopics: []\n"
        assert getattr(loaded(sources="sources: []", topics=topics).places, key) == ("Havering", "Romford")
        shutil.rmtree("config")


def test_values_written_by_a_program_are_read_too() -> None:
    """JSON is YAML."""
    source = {"id": "one", "name": "One", "url": ADDRESSES["moderngov"], "local": False, "questions": 3}
    found = loaded(sources=json.dumps({"sources": [source]})).sources[0]
    assert (found.local, found.options) == (False, {"questions": 3})
