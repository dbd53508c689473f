"""Measures in a counselor's hands: kept item by item, scored by the book, never silent about item 9."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, SessionId, SittingId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.measures import MeasureService
from ketacounsel.services.safety import SafetyService
from ketacounsel.services.sessions import SessionService
from tests.services.harbor_lane import THURSDAY_13_52, Clock, give

TUESDAY_10_15 = datetime(2026, 10, 13, 16, 15, tzinfo=UTC)


@pytest.fixture
def running(sessions: SessionService, infusions: InfusionService, maren: ClientId) -> SessionId:
    give(infusions, maren, TUESDAY_10_15)
    return sessions.start(maren).head.id


def answer(measures: MeasureService, sitting: SittingId, typed: str) -> None:
    """PHQ-9 answers in their order, `_` for one the client would rather not answer."""
    for item, value in enumerate(typed, start=1):
        measures.put(sitting, str(item), None if value == "_" else int(value))


def test_a_phq_9_is_scored_with_its_band(measures: MeasureService, maren: ClientId) -> None:
    sitting = measures.begin(maren, "phq9")
    answer(measures, sitting, "211110210")
    done = measures.finish(sitting)
    assert (done.total, done.status, done.state) == (9, "complete", "done")
    assert done.band == "mild"
    assert done.flag("item9") == "negative"


def test_two_blanks_are_filled_by_the_instruments_rule_and_item_9_never(
    measures: MeasureService, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "phq9")
    answer(measures, sitting, "1111111__")
    done = measures.finish(sitting)
    assert (done.total, done.status) == (9, "prorated")
    assert done.flag("item9") == "unknown"


def test_item_9_opens_the_follow_up_however_low_the_total(
    measures: MeasureService,
    safety: SafetyService,
    sessions: SessionService,
    running: SessionId,
    maren: ClientId,
) -> None:
    sitting = measures.begin(maren, "phq9", running)
    answer(measures, sitting, "000000001")
    done = measures.finish(sitting)
    assert done.total == 1
    follow_up = safety.of_sitting(sitting)
    assert follow_up is not None
    assert safety.get(follow_up).because_words == "PHQ-9 item 9 was above 0"
    assert [step.follow_up_id for step in sessions.open(running).added] == [follow_up]


def test_a_sitting_opens_one_follow_up_however_often_it_is_finished(
    measures: MeasureService,
    safety: SafetyService,
    sessions: SessionService,
    running: SessionId,
    maren: ClientId,
) -> None:
    sitting = measures.begin(maren, "phq9", running)
    answer(measures, sitting, "000000001")
    measures.finish(sitting)
    measures.put(sitting, "1", 2)
    measures.finish(sitting)
    assert len(safety.open_follow_ups(maren)) == 1
    assert len(sessions.open(running).added) == 1


def test_item_9_counts_though_the_last_question_was_never_reached(
    measures: MeasureService,
    safety: SafetyService,
    sessions: SessionService,
    running: SessionId,
    maren: ClientId,
) -> None:
    sitting = measures.begin(maren, "phq9", running)
    answer(measures, sitting, "00000000")
    assert not measures.heed_half_way(maren)
    measures.put(sitting, "9", 1)
    assert measures.heed_half_way(maren)
    assert not measures.heed_half_way(maren)
    measures.finish(sitting)
    (follow_up,) = safety.open_follow_ups(maren)
    assert follow_up.because_words == "PHQ-9 item 9 was above 0"
    assert [step.follow_up_id for step in sessions.open(running).added] == [follow_up.id]


def test_a_slip_on_item_9_put_right_before_going_on_opens_nothing(
    measures: MeasureService, running: SessionId, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "phq9", running)
    measures.put(sitting, "9", 1)
    measures.put(sitting, "9", 0)
    assert not measures.heed_half_way(maren)


def test_a_session_never_ends_past_an_answer_that_asks_for_a_follow_up(
    measures: MeasureService,
    safety: SafetyService,
    sessions: SessionService,
    running: SessionId,
    maren: ClientId,
) -> None:
    sitting = measures.begin(maren, "asq", running)
    measures.put(sitting, measures.measures()["asq"].items[1].key, 1)
    sessions.end(running)
    assert [one.sitting_id for one in safety.open_follow_ups(maren)] == [sitting]


def test_a_sitting_without_a_session_opens_one_follow_up_too(
    measures: MeasureService, safety: SafetyService, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "phq9")
    answer(measures, sitting, "000000003")
    measures.finish(sitting)
    measures.finish(sitting)
    assert [one.sitting_id for one in safety.open_follow_ups(maren)] == [sitting]


def test_a_positive_asq_opens_the_follow_up(
    measures: MeasureService, safety: SafetyService, running: SessionId, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "asq", running)
    items = [item.key for item in measures.measures()["asq"].items]
    for item in items:
        measures.put(sitting, item, 0)
    measures.put(sitting, items[0], 1)
    measures.finish(sitting)
    assert safety.of_sitting(sitting) is not None


def test_a_negative_screen_opens_nothing(
    measures: MeasureService, safety: SafetyService, running: SessionId, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "phq9", running)
    answer(measures, sitting, "333333330")
    measures.finish(sitting)
    assert safety.open_follow_ups() == ()


def test_a_sitting_left_half_way_is_gone_on_with(
    measures: MeasureService, running: SessionId, maren: ClientId
) -> None:
    sitting = measures.begin(maren, "phq9", running, "client")
    answer(measures, sitting, "21111")
    assert measures.begin(maren, "phq9", running, "table") == sitting
    assert [len(one.answers) for one in measures.half_way(maren)] == [5]
    assert measures.history(maren) == ()


def test_a_discarded_sitting_can_be_had_back(measures: MeasureService, maren: ClientId) -> None:
    sitting = measures.begin(maren, "phq9")
    answer(measures, sitting, "000000000")
    measures.finish(sitting)
    measures.discard(sitting)
    assert measures.history(maren) == ()
    measures.restore(sitting)
    assert [one.total for one in measures.history(maren)] == [0]


def test_an_answer_that_is_no_choice_is_refused(measures: MeasureService, maren: ClientId) -> None:
    sitting = measures.begin(maren, "phq9")
    with pytest.raises(BadInput):
        measures.put(sitting, "1", 4)
    with pytest.raises(BadInput):
        measures.put(sitting, "10", 0)


def test_a_phq_9_is_not_offered_within_72_hours_after_an_infusion(
    measures: MeasureService, running: SessionId, maren: ClientId
) -> None:
    offered = {one.measure_id: one for one in measures.offered(maren, THURSDAY_13_52)}
    assert not offered["phq9"].allowed
    assert "72 hours" in offered["phq9"].reason
    assert offered["asq"].allowed
    later = {one.measure_id: one for one in measures.offered(maren, THURSDAY_13_52 + timedelta(days=2))}
    assert later["phq9"].allowed


def test_every_score_says_its_place_and_whether_an_infusion_blurs_it(
    measures: MeasureService, running: SessionId, maren: ClientId, clock: Clock
) -> None:
    measures.enter_total(maren, "phq9", 21, TUESDAY_10_15 - timedelta(days=4))
    clock.forward(days=5)
    sitting = measures.begin(maren, "phq9")
    answer(measures, sitting, "211110210")
    measures.finish(sitting)
    before, after = measures.history(maren, "phq9")
    assert (before.place_words, before.mixed_window) == ("before infusion 1", False)
    assert (after.place_words, after.mixed_window) == ("Infusion 1, day +7", True)


def test_a_total_from_elsewhere_says_nothing_of_item_9(
    measures: MeasureService, safety: SafetyService, maren: ClientId
) -> None:
    sitting = measures.enter_total(maren, "phq9", 21, THURSDAY_13_52)
    assert measures.get(sitting).flag("item9") == "unknown"
    assert safety.item9_history(maren) == ()
    with pytest.raises(BadInput):
        measures.enter_total(maren, "phq9", 28, THURSDAY_13_52)


def test_the_course_of_item_9_is_told_with_its_blanks(
    measures: MeasureService, safety: SafetyService, maren: ClientId, clock: Clock
) -> None:
    for typed in ("000000002", "00000000_", "000000000"):
        sitting = measures.begin(maren, "phq9")
        answer(measures, sitting, typed)
        measures.finish(sitting)
        clock.forward(days=7)
    assert [value for _, value in safety.item9_history(maren)] == [2, None, 0]
