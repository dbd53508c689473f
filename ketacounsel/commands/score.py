"""``ketacounsel score``: add up a questionnaire by its published rules, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ketacounsel.commands.talk import WrongUse, say
from ketacounsel.core import scoring
from ketacounsel.core.errors import BadInput
from ketacounsel.paths import resource_root


def list_measures() -> int:
    """Every measure with what a script must know to score it."""
    from ketacounsel.services.measures_catalogue import load_measures

    measures = load_measures(resource_root() / "measures")
    _print([scoring.listing(measure) for measure in measures.values()])
    return 0


def score(name: str, answers: Sequence[str]) -> int:
    """One measure's answers, in the order of its items; ``_`` is a blank."""
    from ketacounsel.services.measures_catalogue import load_measures

    measures = load_measures(resource_root() / "measures")
    wanted = name.lower().replace("-", "")
    if wanted not in measures:
        raise WrongUse(f"there is no measure {name!r}; there are {', '.join(measures)}.")
    measure = measures[wanted]
    try:
        result = scoring.score(measure, scoring.parse_answers(measure, answers))
    except BadInput as error:
        raise WrongUse(error.what) from error
    _print(scoring.as_json(result))
    return 0


def _print(value: object) -> None:
    say(json.dumps(value, indent=2, ensure_ascii=False))
