"""What the editors of a session stand on: its words, its zone, what it knows itself, its measures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import SittingId
from ketacounsel.core.place import hours_words
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.session.fields.base import Ground
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.when import day_and_time, day_words, local


class Measures:
    """The measures of one session, as its steps ask for them."""

    def __init__(self, runner: Runner, go: Callable[[Go], None], scored: Callable[[], None]) -> None:
        self._runner, self._go, self._scored = runner, go, scored

    def title(self, measure_id: str) -> str:
        return self._runner.desk.measures.measures()[measure_id].title

    def refused(self, measure_id: str) -> str:
        offers = self._runner.desk.measures.offered(self._runner.client_id, self._runner.now())
        offer = next((one for one in offers if one.measure_id == measure_id), None)
        return offer.reason if offer is not None and not offer.allowed else ""

    def asked_aloud(self, measure_id: str) -> bool:
        return self._runner.desk.measures.measures()[measure_id].asked_aloud

    def begin(self, measure_id: str, mode: str) -> str:
        return self._runner.desk.measures.begin(self._runner.client_id, measure_id, self._runner.id, mode)

    def is_done(self, sitting_id: str) -> bool:
        return self._runner.desk.measures.get(SittingId(sitting_id)).state == "done"

    def last(self, measure_id: str, within_days: int) -> str:
        known = self._runner.desk.measures.history(self._runner.client_id, measure_id)
        since = self._runner.now() - timedelta(days=within_days)
        recent = [one for one in known if one.taken_at >= since and one.state == "done"]
        if not recent:
            return ""
        return f"{self.words(recent[-1].id)}, {day_words(recent[-1].taken_at, self._runner.desk.zone)}"

    def words(self, sitting_id: str) -> str:
        sitting = self._runner.desk.measures.get(SittingId(sitting_id))
        measure = self._runner.desk.measures.edition(sitting)
        if sitting.state != "done":
            answered = sum(value is not None for value in sitting.answers.values())
            asked = sum(not item.asked_when for item in measure.items)
            return f"{measure.title}, {answered} of {asked} answered"
        if not measure.has_total:
            return f"{measure.title}: {sitting.band or 'not screened'}"
        total = "no total, answers are missing" if sitting.total is None else f"{sitting.total}"
        band = f", {sitting.band}" if sitting.band and sitting.total is not None else ""
        return f"{measure.title}: {total}{band}"

    def table(self, sitting_id: str) -> QWidget:
        from ketacounsel.ui.parts.measure_table import MeasureTable

        return MeasureTable(self._runner.desk, SittingId(sitting_id))

    def hand_over(self, sitting_id: str) -> None:
        self._runner.desk.autosave.flush()
        self._go(Go("measure", client_id=self._runner.client_id, thing=sitting_id, act="client"))

    def scored(self) -> None:
        self._scored()


def make_ground(runner: Runner, go: Callable[[Go], None], scored: Callable[[], None]) -> Ground:
    """For all the steps of one session."""
    desk = runner.desk
    return Ground(
        fill=runner.words,
        today=lambda: local(desk.clock(), desk.zone).date(),
        zone=desk.zone,
        auto=lambda name: auto_words(runner, name),
        own_themes=desk.threads.theme_choices(runner.client_id),
        measures=Measures(runner, go, scored),
    )


def auto_words(runner: Runner, name: str) -> str:
    """What the program shows by itself; "" when it does not know."""
    side, zone = runner.side, runner.desk.zone
    if name == "hours_since_infusion" and side.hours_since is not None:
        return hours_words(side.hours_since)
    if name == "window_until" and side.until is not None:
        return day_and_time(side.until, zone)
    if name == "intention_version" and side.intention is not None:
        return f"{side.intention.version}, set {day_words(side.intention.set_at, zone)}"
    if name == "infusion_link" and side.infusion is not None:
        return f"Infusion {side.infusion.number}, {day_words(side.infusion.details.starts_at, zone)}"
    return ""
