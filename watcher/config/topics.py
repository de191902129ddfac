"""Makes topics of topics.yaml: fills the groups into their phrases, and tells what is wrong with any of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from watcher.config.models import TopicsFile
from watcher.config.values import meant, shown
from watcher.config.yamlfile import YamlFile
from watcher.core.topics import Topic
from watcher.rules.spellings import alternatives

_BRACES = re.compile(r"\{([^{}]*)\}")


def topics_of(file: TopicsFile) -> tuple[Topic, ...]:
    """Return the topics of a file that was checked, each with the phrases of those it includes after its own."""
    topics = {entry.id: entry for entry in file.topics}
    made = []
    for entry in file.topics:
        parts = [entry, *(topics[name] for name in entry.includes)]
        phrases = tuple(_filled(words, file.groups) for part in parts for words in part.phrases)
        unless = tuple(_filled(words, file.groups) for part in parts for words in part.unless)
        made.append(Topic(entry.id, entry.name, entry.description, phrases, unless, entry.was))
    return tuple(made)


def _filled(phrase: str, groups: Mapping[str, Collection[str]]) -> str:
    """Return the phrase with the words of a group where a brace holds nothing but its name."""
    return _BRACES.sub(lambda brace: f"{{{_listed(groups.get(brace[1].strip(), ())) or brace[1]}}}", phrase)


def _listed(words: Collection[str]) -> str:
    """Return the words of a group with a comma between them: a comma inside one would part it, and becomes another
    sign, for all signs are one to what is looked for."""
    return ", ".join(each.replace(",", ";") for each in words)


def tell_wrong_phrases(topics: YamlFile, file: TopicsFile | None) -> None:
    """Tell of every phrase that can't be read, and of every included topic that is not there. Says nothing where the
    file itself is wrong."""
    if file is None:
        return
    for name, group in file.groups.items():
        for line, words in enumerate(group):
            if "{" in words or "}" in words:
                topics.complain(
                    ("groups", name, line), f"{name}: {shown(words)} holds a brace; a group holds plain words"
                )
    for number, entry in enumerate(file.topics):
        for key, phrases in (("phrases", entry.phrases), ("not", entry.unless)):
            for line, phrase in enumerate(phrases):
                for words in _problems(phrase, file.groups):
                    topics.complain(("topics", number, key, line), f"{entry.id}: {key} {shown(phrase)} {words}")
        others = [topic.id for topic in file.topics if topic.id != entry.id]
        for place, name in enumerate(entry.includes):
            if name not in others:
                words = f"{entry.id}: includes {shown(name)}, which is no other topic{_choice(name, others)}"
                topics.complain(("topics", number, "includes", place), words)


def _problems(phrase: str, groups: Mapping[str, Collection[str]]) -> Iterator[str]:
    for brace in _BRACES.findall(phrase):
        if "," not in brace and brace.strip() not in groups:
            yield f"names {{{brace}}}, which is no group of this file{_choice(brace.strip(), groups)}"
    try:
        alternatives(_filled(phrase, groups))
    except ValueError as error:
        yield str(error)


def _choice(wrong: str, known: Collection[str]) -> str:
    return meant(wrong, known) or f"; there are {', '.join(known) or 'none'}"
