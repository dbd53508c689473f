"""From a total to the answers that give it, so that an invented sitting adds up like a real one."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from ketacounsel.core import scoring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketacounsel.core.measures import Measure

ITEM9 = "9"


def answers_for(
    measure: Measure, total: int, chance: Random, fixed: Mapping[str, int] | None = None
) -> dict[str, int | None]:
    """Answers that add up to `total`; `fixed` ones stay as they are. Extra items that are not scored fit."""
    held = dict(fixed or {})
    items = [item for item in measure.scored_items if item.key not in held]
    points = total // measure.multiplier - sum(held.values())
    every = [item.key for item in items for _ in range(measure.top(item))]
    given = dict.fromkeys((item.key for item in measure.scored_items), 0) | held
    given |= Counter(chance.sample(every, points))
    return {item.key: given.get(item.key, 1 if total else 0) for item in measure.items}


def sitting_rows(measure: Measure, answers: Mapping[str, int | None]) -> dict[str, object]:
    """What the table of sittings keeps of the score."""
    result = scoring.score(measure, answers)
    return {
        "measure_id": measure.id,
        "edition": measure.edition,
        "state": "done",
        "total": result.total,
        "status": result.status,
        "band": result.band or "",
        "flags": [[flag.key, flag.state] for flag in result.flags],
        "subscales": dict(result.subscales),
        "rev": 1,
    }
