"""Tells what is wrong with a file, in words for the person who edits it: what pydantic finds, and what it can't see."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from watcher.config.addresses import EXAMPLE_CONTACT, on_this_machine
from watcher.config.models import MODELS, ConfigModel
from watcher.config.settings import Settings
from watcher.config.values import WHERE_IT_BELONGS, meant, shown
from watcher.config.yamlfile import Place, YamlFile
from watcher.sources import recognise, unread
from watcher.sources.identity import identity_of

_PARTS = ("select", "committees", "value", "where", "sheet", "file")
_OFF = ("false", "False", "FALSE", "no", "No", "off", "Off")
Model = TypeVar("Model", bound=ConfigModel)

_WANTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "too_short": "a list of at least one",
    "model_type": "`key: value` lines",
}


def validate(file: YamlFile, model: type[Model]) -> Model | None:
    """Check the file's data and return it as this model; None after every problem was told to the file."""
    if file.data is None:
        return None
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            file.complain(detail["loc"], _words(file, model, detail))
        return None


def _words(file: YamlFile, model: type[ConfigModel], detail: ErrorDetails) -> str:
    place, sort = detail["loc"], detail["type"]
    owner, key = _named(file, place)
    if sort == "extra_forbidden":
        return owner + _unknown(key, MODELS[str(place[0])] if len(place) > 1 else model)
    if sort == "missing":
        return f"{owner}{key} is missing"
    if sort == "value_error":
        return f"{owner}{key} {detail['ctx']['error']}"
    wanted = _list_of(detail["input"]) if sort == "tuple_type" else _WANTED.get(sort, "something else")
    return f"{owner}{key} must be {wanted}, not {shown(detail['input'])}"


def _list_of(given: object) -> str:
    """Show how a list is written: with what was given without brackets, where that is a word or some."""
    is_plain = isinstance(given, str) and re.fullmatch(r"[\w .,-]{1,60}", given)
    return f"a list, such as [{given}]" if is_plain else "a list, such as [one, two]"


def _named(file: YamlFile, place: Place) -> tuple[str, str]:
    """Return whose key it is ("cabinet: "), ready to stand in front, and the key."""
    match place:
        case (str(section), int(number)):
            return "", f"{section.removesuffix('s')} {number + 1}"
        case (str(section), int(number), str(key), *_):
            return f"{_owner(file, section, number)}: ", key
        case (str(section), str(key), *_):
            return f"{section}: ", key
        case (str(key),):
            return "", key
    return "", "the file"


def _owner(file: YamlFile, section: str, number: int) -> str:
    given = file.data[section][number].get("id")
    return given if isinstance(given, str) else f"{section.removesuffix('s')} {number + 1}"


def _unknown(key: str, model: type[ConfigModel]) -> str:
    known = [field.alias or name for name, field in model.model_fields.items()]
    if "token" in key.casefold():
        return f"unknown key '{key}'; if it is the bot's token, {WHERE_IT_BELONGS}"
    nearest = get_close_matches(key, known, n=1, cutoff=0)
    return f"unknown key '{key}'; the nearest known key is '{nearest[0]}'"


def tell_doubles(file: YamlFile, section: str) -> None:
    """Tell of every id that stands twice in this list."""
    first: dict[str, int] = {}
    for place, entry in file.entries(section):
        given = entry.get("id")
        if isinstance(given, str) and given in first:
            file.complain((*place, "id"), f"{given}: id is used twice, first on line {first[given]}")
        elif isinstance(given, str):
            first[given] = file.lines[(*place, "id")]


def tell_earlier_ids(*files: YamlFile) -> None:
    """Tell of every `was:` id that a source or a topic still has, or that is claimed twice: followers know a source and
    a topic by nothing but the id."""
    entries = [
        (file, place, entry)
        for file, section in zip(files, ("sources", "topics"), strict=True)
        for place, entry in file.entries(section)
    ]
    live = {
        entry.get("id"): (file, (*place, "id")) for file, place, entry in entries if isinstance(entry.get("id"), str)
    }
    claimed: dict[str, tuple[YamlFile, Place]] = {}
    for file, place, entry in entries:
        owner, key = _named(file, (*place, "was"))
        named = entry.get("was")
        for number, earlier in enumerate(named if isinstance(named, list) else ()):
            here = (*place, "was", number)
            if not isinstance(earlier, str):
                continue
            if earlier in live:
                words = f"{key} names {shown(earlier)}, which is an id in use, on {_line(*live[earlier], file)}"
                file.complain(here, f"{owner}{words}; name only ids that nothing has any more")
            elif earlier in claimed:
                words = f"{key} names {shown(earlier)}, which is claimed already, on {_line(*claimed[earlier], file)}"
                file.complain(here, f"{owner}{words}; its followers can go to one only")
            claimed.setdefault(earlier, (file, here))


def _line(file: YamlFile, place: Place, seen_from: YamlFile) -> str:
    """Write `line 7`, with the file where it is another."""
    return f"line {file.lines[place]}" + ("" if file is seen_from else f" of {file.path}")


def tell_one_name_for_two(sources: YamlFile, topics: YamlFile) -> None:
    """Tell of every source that has the id of a topic: /subscribe could not tell them apart."""
    known = {entry["id"] for _, entry in topics.entries("topics") if isinstance(entry.get("id"), str)}
    for place, entry in sources.entries("sources"):
        if isinstance(given := entry.get("id"), str) and given in known:
            words = f"{given}: id is also that of a topic in {topics.path}; /subscribe {given} must mean one of them"
            sources.complain((*place, "id"), words)


def tell_one_address_twice(sources: YamlFile) -> None:
    """Tell of every source that watches the page of another one, under an address that is only spelled otherwise."""
    first: dict[tuple[str, str], str] = {}
    for place, entry in sources.entries("sources"):
        if not isinstance(url := entry.get("url"), str) or entry.get("enabled") in _OFF:
            continue
        part = repr([entry.get(name) for name in _PARTS])  # two parts of one page, or file, are two sources
        owner = _owner(sources, "sources", int(place[1]))
        identity = _identity(url, str(entry.get("kind") or ""))
        if earlier := first.get(same := (identity, part)):
            words = f"{owner}: url is the one that {earlier} watches already; keep one of the two sources"
            sources.complain((*place, "url"), words)
        else:
            first[same] = owner


def _identity(url: str, kind: str) -> str:
    """Return what is watched at an address; of what is none, which is told elsewhere, the address itself."""
    try:
        return identity_of(url, kind)
    except ValueError:
        return url


def tell_unread_addresses(sources: YamlFile) -> None:
    """Tell of every address at which its kind can read nothing."""
    for place, entry in sources.entries("sources"):
        url = entry.get("url")
        if isinstance(url, str) and (said := unread(str(entry.get("kind") or recognise(url) or ""), url)):
            sources.complain((*place, "url"), f"{_owner(sources, 'sources', int(place[1]))}: url {said}")


def tell_example_contact(watcher: YamlFile, settings: Settings) -> None:
    """Tell where the sites of others would be shown the example's contact, which is nobody's page."""
    if settings.fetch.contact == EXAMPLE_CONTACT and not all(
        on_this_machine(source.url) for source in settings.sources
    ):
        words = f"fetch: contact is still the example, {EXAMPLE_CONTACT}; put a page or site of your own there: "
        watcher.complain(("fetch", "contact"), words + "a site's operator looks for you at it")


def tell_unknown_topics(sources: YamlFile, topics: YamlFile) -> None:
    """Tell of every topic that a source names and topics.yaml does not hold. Says nothing where the topics themselves
    can't be read."""
    if topics.data is None:
        return
    known = [entry["id"] for _, entry in topics.entries("topics") if isinstance(entry.get("id"), str)]
    for place, entry in sources.entries("sources"):
        named = entry.get("topics")
        for number, topic in enumerate(named if isinstance(named, list) else ()):
            if isinstance(topic, str) and topic not in known:
                owner, key = _named(sources, (*place, "topics"))
                words = f"{owner}{key} names {shown(topic)}, which {topics.path} does not hold{_choice(topic, known)}"
                sources.complain((*place, "topics", number), words)


def _choice(wrong: str, known: Collection[str]) -> str:
    return meant(wrong, known) or f"; it holds {', '.join(known) or 'no topic'}"
