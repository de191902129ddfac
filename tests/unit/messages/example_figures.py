"""Alerts of figures for all councils, and of what became of a consultation, by name."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.messages.example_documents import told
from tests.unit.messages.example_elsewhere import CONSULTATION
from watcher.core.alerts import Alert
from watcher.core.documents import Document, Json

_BEFORE: dict[str, Json] = {"period": "2024", "said": "38.0 %", "value": 38.0}
PLANS = Document(
    "2025", "article", "Havering: 41.2 % of EHC plans within 20 weeks in 2025", "https://files.example.gov.uk/ehc.csv#2025",
    details={
        "council": "Havering", "figure": "41.2 %", "value": 41.2, "unit": "%", "period": "2025",
        "period_order": "2025-2025-99", "measure": "of EHC plans within 20 weeks", "better": "higher",
        "column": "pc_issued", "previous": _BEFORE, "england": {"said": "50.3 %", "value": 50.3},
        "neighbours": {
            "Redbridge": {"said": "62.0 %", "value": 62.0}, "Barking and Dagenham": {"said": "55.1 %", "value": 55.1},
        },
    },
)  # fmt: skip


def having(**more: Json) -> Document:
    """The figure with some of what is known of it otherwise."""
    return replace(PLANS, details={**PLANS.details, **more})


_MANY: dict[str, Json] = {
    name: {"said": said, "value": 1}
    for name, said in (("Bexley", "48.9 %"), ("Newham", "71.0 %"), ("Redbridge", "62.0 %"), ("Thurrock", "39.9 %"))
}
_KEPT_BACK = replace(
    having(figure="kept back (c)", value=None),
    title="Havering: no figure, kept back (c), of EHC plans within 20 weeks in 2025",
)
_RESULTS = replace(
    CONSULTATION,
    details={
        **CONSULTATION.details,
        "status": "results published",
        "results": "2026-11-20",
        "you_said": "412 of you answered; most want taxis kept.",
        "we_did": "The Cabinet keeps the taxis for pupils under 16.",
    },
)
FIGURES: dict[str, tuple[Alert, ...]] = {
    "a council's figure": (told(PLANS, source="plans"),),
    "a council's figure of which nobody knows which is the better, with many neighbours": (
        told(having(better="", neighbours=_MANY, not_in_file=["Essex"]), source="plans"),
    ),
    "a council's figure that is kept back": (told(_KEPT_BACK, source="plans"),),
    "a council's figure that was revised": (
        told(PLANS, "changed", source="plans", fields={"figure": ("41.9 %", "41.2 %")}),
    ),
    "the results of a consultation": (
        told(_RESULTS, "changed", source="consult", fields={"status": ("closed", "results published")}),
    ),
}  # fmt: skip
