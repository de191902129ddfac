"""What those who run the watcher are told, by name."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.messages.example_answers import TRIED, Said, plainly
from tests.unit.messages.example_changes import to_and_fro
from tests.unit.messages.example_documents import MEETING, SOURCES
from watcher.messages import admin
from watcher.messages.render import source_unsettled
from watcher.messages.unwatched import Unwatched, farewell, for_administrators

CABINET = SOURCES["cabinet"]
TOLD_ADMINISTRATORS: dict[str, Said] = {
    "a source that can't be read": lambda: plainly(admin.source_broke(CABINET, "failing", "503 Service Unavailable")),
    "a source that is given up": lambda: plainly(admin.source_broke(CABINET, "failing", "410 Gone", again=False)),
    "a source that is read again": lambda: plainly(
        admin.source_recovered(CABINET, "503 Service Unavailable", timedelta(hours=3, minutes=20))
    ),
    "a source that is read again soon": lambda: plainly(admin.source_recovered(CABINET, "", timedelta(minutes=20))),
    "a source that moved": lambda: plainly(admin.source_moved(CABINET, TRIED)),
    "a source that is held": lambda: plainly(*admin.source_held(CABINET, "3 meetings where there were 40")),
    "documents that go to and fro": lambda: plainly(
        source_unsettled("Cabinet", [to_and_fro(MEETING, "date", "2026-11-18", "2026-11-25").change] * 6)
    ),
    "a config that is refused": lambda: plainly(admin.config_refused([f"sources.yaml:{n}: no url" for n in range(11)])),
    "a config that is right again": lambda: plainly(admin.config_right_again()),
    "a source that is no longer watched": lambda: plainly(farewell(["Cabinet"])),
    "many that are no longer watched": lambda: plainly(farewell([f"Source {n}" for n in range(21)])),
    "what is followed and not in the config": lambda: plainly(
        for_administrators([Unwatched("cabinet", 1, "kabinet"), Unwatched("send", 4)])
    ),
}
