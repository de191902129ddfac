"""What an administrator says of a source of figures in sources.yaml, read once for a visit. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watcher.core.documents import Json
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.sources.figures.cells import place

ENGLAND = "england"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which row, which column, which period, and what it is called. Places are by their name as `place` has it, each
    with what people read."""

    councils: Mapping[str, str]
    neighbours: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    period: str = ""
    where: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    file: str = ""
    measure: str = ""
    better: str = ""
    scale: float = 0
    """What every number is multiplied with; 0: found out."""

    @classmethod
    def of(cls, source: Source) -> Asked:
        """Reads the options of a source. Raises NotUnderstood where they name no council."""
        said = source.options
        councils, neighbours = _named(said.get("council")), _named(said.get("neighbours"))
        if not councils:
            raise NotUnderstood("whose figures? say `council: Havering` in sources.yaml, as the file writes it")
        words = {name: str(said.get(name) or "") for name in ("value", "period", "sheet", "file", "measure", "better")}
        pairs = [line.partition("=") for line in _listed(said.get("where"))]
        scale = said.get("scale")
        return cls(
            councils,
            {name: shown for name, shown in neighbours.items() if name not in councils},
            where=tuple((name.strip(), value.strip()) for name, _, value in pairs),
            scale=float(scale) if isinstance(scale, int | float) else 0,
            **words,
        )


def _named(value: Json) -> dict[str, str]:
    return {place(name): name.strip() for name in _listed(value) if place(name)}


def _listed(value: Json) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each not in (None, "")]
