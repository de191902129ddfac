"""What an edit of the config is, when it counts, and how it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.tools.configs import written
from watcher.config import load_settings
from watcher.jobs.worker import config_reload
from watcher.messages import admin
from watcher.messages.texts.alerts import MORE_PROBLEMS


def test_an_edit_counts_once_and_only_when_nobody_is_still_writing() -> None:
    folder = written({})
    looks = config_reload.ConfigReloader(folder)
    assert [looks.whole() for _ in range(3)] == [False, True, False]  # what was there when it began
    (folder / "topics.yaml").write_text("topics: [half")
    assert not looks.whole()
    (folder / "topics.yaml").write_text("topics: []  # all of it")
    assert [looks.whole() for _ in range(3)] == [False, True, False]


def test_a_file_that_another_takes_the_place_of_is_an_edit_and_so_is_one_that_goes() -> None:
    folder = written({})
    looks = config_reload.ConfigReloader(folder)
    assert [looks.whole() for _ in range(2)] == [False, True]
    (folder / "new").write_text("topics: []")
    (folder / "new").rename(folder / "topics.yaml")
    assert [looks.whole() for _ in range(2)] == [False, True]
    (folder / "topics.yaml").unlink()
    assert [looks.whole() for _ in range(2)] == [False, True]


def test_what_an_edit_changes_is_said_in_a_line() -> None:
    old = load_settings(written({}))
    cabinet = old.sources[0]
    other = replace(cabinet, id="other")
    assert config_reload.differences(old, old) == ""
    assert (
        config_reload.differences(old, replace(old, sources=(cabinet, other), topics=()))
        == "sources added: other; topics"
    )
    assert (
        config_reload.differences(old, replace(old, sources=(other,)))
        == "sources added: other; sources removed: cabinet"
    )
    slower = replace(cabinet, every=timedelta(days=1))
    assert (
        config_reload.differences(old, replace(old, sources=(slower,), metrics="127.0.0.1:9105"))
        == "sources changed: cabinet; metrics"
    )
    both, turned = replace(old, sources=(cabinet, other)), replace(old, sources=(other, cabinet))
    assert config_reload.differences(both, turned) == "the order of the sources"


def test_a_refusal_names_the_first_problems_and_says_how_many_more_there_are() -> None:
    said = admin.config_refused([f"config/sources.yaml:{line}: <b> is wrong" for line in range(1, 14)])
    assert said.startswith("<b>The edited config is refused</b>; ")
    assert said.count("&lt;b&gt; is wrong") == 10
    assert said.endswith(MORE_PROBLEMS.format(count=3))
    assert "more" not in admin.config_refused(["one"])
