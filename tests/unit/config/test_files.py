"""Files of config that can't be read as they should: broken, empty, missing, or holding a token."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.configs import GOOD, loaded, problems, source, written
from tests.tools.examples import every_example
from watcher.config import load_settings
from watcher.config.yamlfile import read
from watcher.core.errors import ConfigError

TOKEN = "123456789:AAE" + "x" * 32


@every_example(
    ("text", "line", "words"),
    [
        ("sources:\n\t- id: x\n", 2, "indent with spaces, never tabs"),
        ("sources:\n  - id: x\n    name: Council: news\n", 3, "put quotes round a value that holds a colon"),
        ("sources:\n  - id: x\n   name: x\n", 3, "check the indentation"),
        ("sources:\n  - id: 'x\n", 2, "a quote is not closed"),
        ("sources: [\n", 2, "a bracket is not closed"),
        ("sources:\n  - topics: [send\n    name: x\n", 2, "a [ is not closed"),
        ("sources:\n  - name: 'Children's news'\n", 2, "a quote has no other half"),
        ('sources:\n  - name: "One\n  - name: "Two"\n', 3, "a quote has no other half, here or above"),
        ("sources:\n  - id: x\n    name One\n    kind: feed\n", 3, "a key must be followed by a colon"),
        ("sources:\n  - name: | One\n", 2, "put quotes round a value that begins with | or >"),
        ("sources:\n  - name: - One\n", 2, "put quotes round a value that begins with -"),
        ("sources:\n  - name: *SEND\n", 2, "put quotes round a value that begins with *"),
        ("sources: []\n---\nsources: []\n", 2, "take away the line --- or ... in the middle"),
        ("sources:\n  - name: a\x07b\n", 2, "a control character stands here"),
        ("sources: " + "[" * 60 + "]" * 60, 1, "more than 12 lists"),
    ],
)
def test_broken_yaml_is_told_with_its_line_and_a_hint(text: str, line: int, words: str) -> None:
    [found] = problems(sources=text)
    assert found.startswith(f"config/sources.yaml:{line}: not valid YAML: ")
    assert words in found


def test_anchors_and_tags_are_refused_in_plain_words() -> None:
    found = problems(sources="sources:\n  - &a\n    id: x\n", topics="topics:\n  - id: !env X\n")
    refused = "anchors (&), aliases (*) and tags (!) are not understood; put quotes round the value"
    assert f"config/sources.yaml:2: {refused}" in found
    assert f"config/topics.yaml:2: {refused}" in found


def test_a_key_given_twice_is_told() -> None:
    found = problems(sources=source("name: One", "url: https://www.example.org/feed", "name: Two"))
    assert found == ["config/sources.yaml:5: name is given twice, first on line 3"]


@pytest.mark.parametrize("text", [source("name: One", "name: Two"), "sources:\n  - id: 'x\n"], ids=["twice", "broken"])
def test_what_is_wrong_is_told_each_time_until_it_is_mended(text: str) -> None:
    told, again = read(changed := written({"sources.yaml": text}) / "sources.yaml"), read(changed)
    assert told.problems == again.problems != []
    changed.write_text(GOOD["sources.yaml"], encoding="utf-8")
    assert read(changed).problems == []


def test_what_is_done_to_the_data_of_one_reading_is_not_in_the_next() -> None:
    path = written({}) / "sources.yaml"
    first = read(path)
    lines = dict(first.lines)
    first.data["sources"].clear()
    first.lines.clear()
    assert [entry["id"] for _, entry in read(path).entries("sources")] == ["cabinet"]
    assert read(path).lines == lines


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_told(text: str) -> None:
    assert problems(sources=text, watcher=text) == [
        "config/sources.yaml:1: the file is empty; begin with the one that comes with the program",
        "config/watcher.yaml:1: the file is empty; begin with the one that comes with the program",
    ]


def test_a_file_that_is_a_list_or_words_is_told() -> None:
    found = problems(sources="- id: one\n", topics="send\n")
    assert "config/sources.yaml:1: the file must be `key: value` lines, not a list" in found
    assert "config/topics.yaml:1: the file must be `key: value` lines, not 'send'" in found


def test_sources_that_are_no_list_are_told() -> None:
    found = problems(sources="sources:\n  cabinet:\n    name: Cabinet\n")
    assert found == ["config/sources.yaml:1: sources must be a list, such as [one, two], not `key: value` lines"]


def test_a_source_that_is_no_mapping_is_told() -> None:
    assert problems(sources="sources:\n  - cabinet\n") == [
        "config/sources.yaml:2: source 1 must be `key: value` lines, not 'cabinet'"
    ]


def test_a_source_without_an_id_is_named_by_its_place() -> None:
    assert problems(sources="sources:\n  - name: One\n    url: https://www.example.org/feed\n") == [
        "config/sources.yaml:2: source 1: id is missing"
    ]


def test_a_missing_file_and_a_missing_folder_are_told() -> None:
    with pytest.raises(ConfigError, match="config: no such folder; name the one of the config with --config"):
        load_settings(Path("config"))
    folder = written({})
    (folder / "topics.yaml").unlink()
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    assert list(caught.value.problems) == [
        "config/topics.yaml:1: the file is missing; begin with the one that comes with the program"
    ]


def test_a_file_in_another_encoding_is_told_with_the_line() -> None:
    found = problems(topics="places:\n  ours: [Café]\n".encode("latin-1"))
    assert found == ["config/topics.yaml:2: the file is not UTF-8 text; save it as UTF-8"]


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    windows = b"\xef\xbb\xbf" + GOOD["sources.yaml"].replace("\n", "\r\n").encode()
    assert loaded(sources=windows).sources[0].id == "cabinet"


def test_a_file_that_may_not_be_read_is_told() -> None:
    folder = written({})
    (folder / "watcher.yaml").unlink()
    (folder / "watcher.yaml").mkdir()
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    assert list(caught.value.problems) == ["config/watcher.yaml:1: can't be read: Is a directory"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("watcher", f"telegram:\n  token: {TOKEN}\n"),
        ("watcher", f"timezone: UTC\n# token: {TOKEN}\n"),
        ("watcher", f"telegram:\n  admins: ['{TOKEN}']\n"),
        ("sources", f"sources:\n  - {{id: x, name: x, url: 'api.telegram.org/bot{TOKEN}'}}\n"),
        ("topics", f"topics:\n  - id: {TOKEN}\n"),
    ],
)
def test_a_token_in_the_config_is_a_problem_and_is_never_shown(file: str, text: str) -> None:
    found = problems(**{file: text})
    belongs = "a bot's token stands here; it belongs in TELEGRAM_BOT_TOKEN, never in a file of the config"
    assert f"config/{file}.yaml:2: {belongs}" in found
    assert TOKEN not in "\n".join(found)


def test_a_key_named_token_is_told_where_the_token_belongs() -> None:
    [found] = problems(watcher="telegram:\n  bot_token: secret\n")
    hint = "if it is the bot's token, it belongs in TELEGRAM_BOT_TOKEN, never in a file of the config"
    assert found == f"config/watcher.yaml:2: telegram: unknown key 'bot_token'; {hint}"


ENTRY = "sources:\n  - id: a\n    name: A\n    url: https://a.example.org/rss\n  - id: b\n    name: B\n    url: https://b.example.org/rss\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("  - id: a", "    id: a", 2, "is the dash missing before 'id: a'? Each entry begins with one (- id: ...)"),
        ("  - id: b", "    id: b", 5, "id is given twice, first on line 2; is a dash missing here?"),
        ("- id: b", "-id: b", 5, "a dash needs a space behind it (- id: ...)"),
        ("- id: b", "\u2013 id: b", 5, "the dash here is a long one, and only the short one (-) counts"),
        ("name: B", "name:B", 6, "a colon needs a space behind it (name: ...)"),
    ],
)
def test_a_slip_of_a_newcomer_is_told_by_what_helps(right: str, wrong: str, line: int, words: str) -> None:
    found = problems(sources=ENTRY.replace(right, wrong, 1))
    assert any(said.startswith(f"config/sources.yaml:{line}: ") and words in said for said in found), found


@pytest.mark.parametrize(("given", "shown"), [("123", "[123]"), ("-100123", "[-100123]"), ("1, 2", "[1, 2]")])
def test_administrators_without_brackets_are_shown_how_a_list_is_written(given: str, shown: str) -> None:
    [found] = problems(watcher=f"telegram:\n  admins: {given}\n")
    assert f"telegram: admins must be a list, such as {shown}, not '{given}'" in found
