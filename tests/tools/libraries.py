"""What is set in libraries before any test is loaded; of its own, because to load them takes a second, and the process
that only hands out the tests to others needs none."""

from __future__ import annotations

from pathlib import Path

import hypothesis
from hypothesis.internal.conjecture import providers

from tests.tools.dialects import share_statements


def prepare(home: Path, *, steady: bool) -> None:
    """Sets Hypothesis's profiles and folder, and has databases share their statements. `steady`: properties are tried
    on the same inputs on every machine and in every run, and not on the constants of whatever modules of ours are
    loaded by then, which no public setting of Hypothesis leaves out; to find them all of it is parsed, two seconds of
    each process."""
    hypothesis.configuration.set_hypothesis_home_dir(home)
    # No deadline: no test is judged by how long it took. `make chaos` tries many more.
    hypothesis.settings.register_profile("steady", deadline=None, max_examples=10, derandomize=True, database=None)
    hypothesis.settings.register_profile("deep", deadline=None, max_examples=500)
    hypothesis.settings.load_profile("steady")
    if steady:
        providers.is_local_module_file = lambda path: False  # type: ignore[assignment, attr-defined]
    share_statements()
