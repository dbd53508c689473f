"""What became of a score since the starting point: numbers and published words, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

from ketacounsel.core.measures import Cut, Measure, Status, Threshold
from ketacounsel.core.place import MINUS, InfusionPoint
from ketacounsel.core.sittings import Sitting

BASELINE_DAYS = 7
STALE_AFTER_DAYS = 28
RESPONSE_PERCENT = 50

Reliable = Literal["better", "worse", "none"]


class Scored(Protocol):
    """A sitting or a score: a total, and how it came about."""

    @property
    def total(self) -> int | None: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Result:
    """The smallest thing with a score; `Score` and `Sitting` serve as well."""

    total: int | None
    status: Status = "complete"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The starting point. `stale`: taken more than 28 days before infusion 1."""

    sitting: Sitting
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """From `baseline` to `latest`, in points. `better_by` is positive when things are better.

    None: the published rule does not apply, or a prorated total may not decide it.
    """

    baseline: int
    latest: int
    better_by: int
    percent: float | None
    low_baseline: bool
    response: bool | None
    remission: bool | None
    below_cut: bool | None
    meaningful: bool | None
    reliable: Reliable | None
    threshold: Threshold | None

    @property
    def raw(self) -> int:
        """The difference as the instrument counts: latest minus baseline."""
        return self.latest - self.baseline

    @property
    def words(self) -> str:
        """The raw change with its sign: a true minus, a plus, or 0."""
        return signed(self.raw)


def choose_baseline(sittings: Iterable[Sitting], first: InfusionPoint | None) -> Baseline | None:
    """The starting point among one measure's sittings.

    The latest complete score within 7 days before infusion 1, else the latest before it. Before any
    infusion was given it is the earliest score; when every score came later there is none.
    """
    scored = sorted((s for s in sittings if s.total is not None), key=lambda s: s.taken_at)
    if first is None:
        return Baseline(scored[0]) if scored else None
    before = [s for s in scored if s.taken_at < first.starts_at]
    near = [s for s in before if s.status == "complete" and -first.day(s.taken_at) <= BASELINE_DAYS]
    if near:
        return Baseline(near[-1])
    if not before:
        return None
    return Baseline(before[-1], stale=-first.day(before[-1].taken_at) > STALE_AFTER_DAYS)


def judge(measure: Measure, baseline: Scored, latest: Scored, used: Threshold | None = None) -> Change | None:
    """The change between two scores, or None when one of them has no total.

    Args:
        used: the reliable-change threshold the practice chose; else the measure's default.
    """
    if baseline.total is None or latest.total is None:
        return None
    begun, now = baseline.total, latest.total
    better_by = (begun - now) if measure.higher_is_worse else (now - begun)
    percent = 100 * better_by / begun if measure.uses_percent and begun > 0 else None
    both_prorated = baseline.status == latest.status == "prorated"
    meaningful = measure.threshold("meaningful")
    reliable = used or measure.threshold("reliable")
    return Change(
        baseline=begun,
        latest=now,
        better_by=better_by,
        percent=percent,
        low_baseline=measure.low_baseline is not None and begun < measure.low_baseline,
        response=None if percent is None or both_prorated else percent >= RESPONSE_PERCENT,
        remission=_remission(measure, latest),
        below_cut=_below(measure.cut, now) if measure.cut and measure.higher_is_worse else None,
        meaningful=abs(better_by) >= meaningful.points if meaningful else None,
        reliable=_reliable(better_by, reliable),
        threshold=reliable,
    )


def mixed_window(measure: Measure, at: datetime, infusions: Sequence[InfusionPoint]) -> bool:
    """Whether the recall period of a score taken at `at` spans an infusion; it is then drawn hollow.

    Counted in calendar days: a two-week score on day 14 looks back to the infusion and no further.
    """
    days = measure.recall_days
    return days is not None and any(
        infusion.was_given and infusion.starts_at < at and infusion.day(at) < days for infusion in infusions
    )


def reading(measure: Measure, baseline: Scored | None, latest: Scored | None) -> str:
    """The last column of a report's measures table: published words and no judgement."""
    if latest is None:
        return "No later score." if baseline else ""
    if latest.total is None:
        return "Not scored: answers are missing."
    begun = baseline.total if baseline else None
    parts = [_bands_words(measure, begun, latest.total), _threshold_words(measure), _prorated_words(latest)]
    return " ".join(part for part in parts if part)


def threshold_note(measure: Measure) -> str:
    """The footnote that says whose thresholds are used, with every published figure."""
    figures = [f"{t.name.lower()} {t.points} ({_origin(t)})" for t in measure.thresholds]
    return f"{measure.title}: {'; '.join(figures)}." if figures else ""


def signed(points: int) -> str:
    """ "+28", "0", and a true minus before a fall."""
    if points == 0:
        return "0"
    return f"+{points}" if points > 0 else f"{MINUS}{-points}"


def percent_words(percent: float) -> str:
    """A whole percentage, halves rounded away from zero."""
    whole = Decimal(repr(percent)).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{whole}".replace("-", MINUS) + " %"


def _remission(measure: Measure, latest: Scored) -> bool | None:
    """A prorated total may not set remission."""
    if measure.remission is None or latest.total is None or latest.status == "prorated":
        return None
    return measure.remission.holds(latest.total)


def _below(cut: Cut, total: int) -> bool:
    return total < cut.low


def _reliable(better_by: int, threshold: Threshold | None) -> Reliable | None:
    if threshold is None:
        return None
    if abs(better_by) < threshold.points:
        return "none"
    return "better" if better_by > 0 else "worse"


def _bands_words(measure: Measure, begun: int | None, now: int) -> str:
    if measure.reading_note:
        return measure.reading_note
    after = measure.band_of(now)
    if after is None:
        return _cut_words(measure.cut, now) if measure.cut else ""
    before = None if begun is None else measure.band_of(begun)
    if before is None:
        return f"{_capital(after)}."
    return f"{_capital(after)} at both." if before == after else f"{_capital(before)} to {after}."


def _cut_words(cut: Cut, total: int) -> str:
    if total < cut.low:
        return f"Below the {cut.words}."
    return f"Above the {cut.words}." if total > cut.high else f"Within the {cut.words}."


def _threshold_words(measure: Measure) -> str:
    shown = next((t for t in measure.thresholds if t.in_reading), None)
    return f"A change of {shown.points} or more is usually meaningful." if shown else ""


def _prorated_words(latest: Scored) -> str:
    return "Blank items were filled by the instrument’s rule." if latest.status == "prorated" else ""


def _origin(threshold: Threshold) -> str:
    return ", ".join(part for part in (threshold.source, threshold.population) if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
