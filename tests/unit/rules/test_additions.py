"""additions.py: a collection of GOV.UK that says in its note what it gained, and is told by that alone."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document
from watcher.rules.additions import adds

NOTICE = Document("/n", "publication", "Notice to Havering", "https://www.gov.uk/n")


def gained(note: str) -> Change:
    collection = Document("/c", "publication", "Notices", "https://www.gov.uk/c", details={"note": note})
    return Change("changed", collection, {"note": ("", note), "updated": ("2026-03-01", "2026-11-20")})


@every_example(
    "note",
    [
        "New: Notice to Havering",
        "Published 'Notice to Havering'.",
        "Added new notice: Notice to Havering.",
        "'Notice to Havering' added to the open notices.",
        "Notice to Havering has been added.",
    ],
)
def test_a_note_that_only_names_what_was_added_tells_nothing_that_the_document_does_not(note: str) -> None:
    assert adds(gained(note), NOTICE)


@every_example(
    "note",
    [
        "New guidance on how Notice to Havering was added.",
        "Moved other notices. Notice to Havering added.",
        "Added new notice: Notice to Haveringham.",
        "Notice to Havering updated.",
        "",
    ],
)
def test_a_note_that_says_more_or_names_another_is_told(note: str) -> None:
    assert not adds(gained(note), NOTICE)
