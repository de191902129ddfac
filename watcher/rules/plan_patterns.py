"""PURE: tells what the cells of dates and states look like where they stand side by side."""

from __future__ import annotations

import re
from functools import lru_cache

from watcher.rules.plan_cells import DUE
from watcher.rules.plan_columns import Columns
from watcher.rules.plan_states import LETTER, STATE

_STATES = frozenset({"rag", "state"})


@lru_cache(64)
def run_of_cells(columns: Columns) -> re.Pattern[str] | None:
    """Returns a pattern for the date and the state of a row in the order of its columns, as groups `due` and `state`;
    None where they do not stand side by side."""
    run = next((run for run in columns.fixed if _STATES & {*run}), ())
    if len(run) < 2:
        return None
    state = f"(?:{STATE}|{LETTER})" if columns.has_letters else STATE
    patterns = {
        "due": f"(?P<due>{DUE})",
        "due now": f"(?P<due>{DUE})",
        "due before": f"(?:{DUE} )?" if "due now" in run else f"(?P<due>{DUE})",
        "start": DUE,
        "rag before": f"{state}",
        "rag": f"(?P<state>{state})",
        "state": f"(?P<state>{state})",
    }
    parts = [patterns[kind] for kind in run]
    joined = "".join(
        part if part.endswith(" )?") or at == len(parts) - 1 else f"{part} " for at, part in enumerate(parts)
    )
    return re.compile(joined)
