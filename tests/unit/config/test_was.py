"""`was:` in sources.yaml and topics.yaml: the earlier ids of a source or a topic."""

from __future__ import annotations

from tests.tools.configs import loaded, problems
from tests.tools.examples import every_example

SOURCE = "sources:\n  - id: cabinet\n    name: Cabinet\n    url: https://x.org/ieListMeetings.aspx?CId=1\n"
SECOND = "  - id: council\n    name: Council\n    url: https://x.org/ieListMeetings.aspx?CId=2\n"
TOPIC = "topics:\n  - id: send\n    name: SEND\n    phrases: [SEND]\n"


def test_earlier_ids_are_read() -> None:
    settings = loaded(sources=SOURCE + "    was: [old-cabinet, older]\n", topics=TOPIC + "    was: [special]\n")
    assert settings.sources[0].was == ("old-cabinet", "older")
    assert settings.topics[0].was == ("special",)


def test_who_has_none_has_none() -> None:
    settings = loaded(sources=SOURCE)
    assert settings.sources[0].was == settings.topics[0].was == ()


IN_USE = "which is an id in use, on"
ONLY = "name only ids that nothing has any more"


@every_example(
    ("sources", "topics", "told"),
    [
        (
            SOURCE + SECOND + "    was: [older, cabinet]\n",
            TOPIC,
            f"config/sources.yaml:8: council: was names 'cabinet', {IN_USE} line 2; {ONLY}",
        ),
        (
            SOURCE + "    was: [cabinet]\n",
            TOPIC,
            f"config/sources.yaml:5: cabinet: was names 'cabinet', {IN_USE} line 2; {ONLY}",
        ),
        (
            SOURCE + "    was:\n      - send\n",
            TOPIC,
            f"config/sources.yaml:6: cabinet: was names 'send', {IN_USE} line 2 of config/topics.yaml; {ONLY}",
        ),
        (
            SOURCE + "    was: [old]\n" + SECOND + "    was: [old]\n",
            TOPIC,
            "config/sources.yaml:9: council: was names 'old', which is claimed already, on line 5; "
            "its followers can go to one only",
        ),
        (
            SOURCE + "    was: [old, old]\n",
            TOPIC,
            "config/sources.yaml:5: cabinet: was names 'old', which is claimed already, on line 5; "
            "its followers can go to one only",
        ),
        (
            SOURCE + "    was: [old]\n",
            TOPIC + "    was: [old]\n",
            "config/topics.yaml:5: send: was names 'old', which is claimed already, on line 5 of config/sources.yaml; "
            "its followers can go to one only",
        ),
        (
            SOURCE + "    was: [Old One]\n",
            TOPIC,
            "config/sources.yaml:5: cabinet: was must be at most 40 lower-case letters, digits and hyphens, and begin "
            "with no hyphen, not 'Old One'",
        ),
        (
            SOURCE + "    was: old\n",
            TOPIC,
            "config/sources.yaml:5: cabinet: was must be a list, such as [old], not 'old'",
        ),
    ],
)
def test_an_earlier_id_that_can_not_be_is_told_with_its_line(sources: str, topics: str, told: str) -> None:
    assert problems(sources=sources, topics=topics) == [told]
