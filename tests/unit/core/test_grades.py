"""Ofsted's grade words stand once: whoever looks for them in a report takes them from there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from watcher.core.grades import FIVE_GRADES, FOUR_GRADES, SCALES, Scale, printed


def test_no_other_file_spells_a_scale_out() -> None:
    files = {path: path.read_text("utf-8").casefold() for path in (ROOT / "watcher").rglob("*.py")}
    spelling = {
        path.relative_to(ROOT) for scale in SCALES[:2] for path in files if all(g in files[path] for g in scale)
    }
    assert spelling == {Path("watcher/core/grades.py")}


@pytest.mark.parametrize("scale", [FOUR_GRADES, FIVE_GRADES])
def test_each_grade_is_found_as_reports_print_it_and_no_part_of_a_word_is(scale: Scale) -> None:
    pattern = re.compile(printed(scale), re.IGNORECASE)
    for grade in scale:
        assert pattern.fullmatch(grade.capitalize())
    assert pattern.search("Outstandingly, goodness, inadequately, exceptionally") is None


def test_the_longer_form_printed_until_2020_is_found_whole() -> None:
    assert re.search(printed(FOUR_GRADES), "requires improvement to be good.")[1] == "requires improvement to be good"  # type: ignore[index]
