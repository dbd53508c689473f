"""What a note draws on besides the answers: the infusion, scores, safety, what was agreed, what comes next.

Dates and times here are local to the session; the service turns them before it hands them over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ketacounsel.core.answers import Reasons
from ketacounsel.core.prompt_tokens import TokenFacts, fill
from ketacounsel.core.templates import Step


@dataclass(frozen=True, slots=True)
class InfusionFacts:
    """The infusion a session stands after. `effects` are lines such as "nausea, mild, settled 12:10"."""

    number: int
    given_on: date
    days_since: int
    hours_since: float | None = None
    route: str = ""
    dose_words: str = ""
    source_words: str = ""
    effects: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class NextInfusion:
    """The infusion that is planned, and whether this session prepares it."""

    number: int
    planned_on: date | None = None
    prepared_here: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A total from another day."""

    total: float
    on: date


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One measure of this session, ready to be said. `screen_words` is for a screen: "negative".

    `item9` and its words are for the PHQ-9 alone; a blank item 9 is said too.
    """

    measure: str
    label: str
    taken_on: date
    total: float | None = None
    band: str = ""
    status: str = "complete"
    missing: int = 0
    item9: int | None = None
    item9_words: str = ""
    item9_unanswered: bool = False
    screen_words: str = ""
    flagged: bool = False
    previous: Earlier | None = None
    baseline: Earlier | None = None


@dataclass(frozen=True, slots=True)
class LastAction:
    """A small step agreed earlier, with how it went; `status_words` is empty when it was not asked."""

    words: str = field(repr=False)
    status_words: str = ""
    happened: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """A safety follow-up of this session as it stands in the note: facts, never a level of risk."""

    because: str = ""
    topics: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    decisions: tuple[str, ...] = ()
    said: str = field(default="", repr=False)
    check_in: datetime | None = None
    left_open: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DraftContext:
    """Everything around the answers that a draft may say."""

    session_on: date
    pronouns: str = ""
    place_words: str = ""
    infusion: InfusionFacts | None = None
    next_infusion: NextInfusion | None = None
    scores: tuple[ScoreLine, ...] = ()
    safety_plan_on: date | None = None
    safety_plan_is_new: bool = False
    follow_up: FollowUpFacts | None = None
    next_session_at: datetime | None = None
    last_actions: tuple[LastAction, ...] = field(default=(), repr=False)
    reasons: Reasons = field(default_factory=dict, repr=False, hash=False)
    remote: bool = False

    @property
    def hours_since(self) -> float | None:
        return self.infusion.hours_since if self.infusion else None

    def score(self, measure: str) -> ScoreLine | None:
        """The line of one measure, if it was taken."""
        return next((line for line in self.scores if line.measure == measure), None)


def follow_up_facts(
    step: Step,
    asked: Mapping[str, str],
    decisions: tuple[str, ...],
    *,
    said: str = "",
    check_in: datetime | None = None,
    because: str = "",
    left_open: str = "",
    pronouns: str = "",
) -> FollowUpFacts:
    """A follow-up in the words of its step.

    `asked` gives "no", "yes" or "not_asked" by topic key; `decisions` are keys of the step.
    """
    facts = TokenFacts(pronouns=pronouns)
    answer = {"no": "no", "yes": "yes", "not_asked": "not asked"}
    topics = tuple(
        (fill(topic.label, facts), answer.get(asked.get(topic.key, "not_asked"), "not asked"))
        for topic in step.fields
        if topic.kind == "single"
    )
    known = {option.key: option.words or option.label for option in step.field("decisions").options}
    chosen = tuple(known[key] for key in decisions if key in known)
    return FollowUpFacts(because, topics if asked else (), chosen, said, check_in, left_open)
