"""A safety follow-up stays until someone closes it; a plan keeps its versions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ketacounsel.core.errors import BadInput, ChangedElsewhere
from ketacounsel.core.ids import ClientId, FollowUpId, SessionId
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.safety import SafetyService
from ketacounsel.services.sessions import SessionService
from tests.services.harbor_lane import THURSDAY_13_52, Clock, give


@pytest.fixture
def running(sessions: SessionService, infusions: InfusionService, maren: ClientId) -> SessionId:
    give(infusions, maren, datetime(2026, 10, 13, 16, 15, tzinfo=UTC))
    return sessions.start(maren).head.id


@pytest.fixture
def follow_up(safety: SafetyService, running: SessionId, maren: ClientId) -> FollowUpId:
    return safety.open(maren, "counselor", "you asked for it", running)


def test_the_step_joins_the_session_right_after_the_present_one(
    sessions: SessionService, running: SessionId, follow_up: FollowUpId
) -> None:
    opened = sessions.open(running)
    assert opened.added[0].follow_up_id == follow_up
    assert [step.key for step in opened.template.steps][:2] == ["arrive", "safety_follow_up"]


def test_the_same_cause_in_one_session_opens_one(
    safety: SafetyService, running: SessionId, follow_up: FollowUpId, maren: ClientId
) -> None:
    assert safety.open(maren, "counselor", "you asked for it", running) == follow_up
    assert safety.open(maren, "rating", "thoughts of not wanting to live were rated", running) != follow_up


def test_what_was_asked_and_agreed_is_kept_as_it_is_entered(
    safety: SafetyService, follow_up: FollowUpId
) -> None:
    safety.patch(follow_up, {"asked": {"wish_to_be_dead": "yes", "method_plan_intent": "no"}})
    safety.patch(follow_up, {"decisions": ("tell_prescriber", "continue_plan_reviewed")})
    saved = safety.patch(
        follow_up, {"words": "Two evenings after poor sleep.", "check_in_at": THURSDAY_13_52}
    )
    kept = safety.get(follow_up)
    assert kept.asked["wish_to_be_dead"] == "yes"
    assert kept.decisions == ("continue_plan_reviewed", "tell_prescriber")
    assert (kept.words, kept.check_in_at, kept.rev) == (
        "Two evenings after poor sleep.",
        THURSDAY_13_52,
        saved.rev,
    )


def test_an_unknown_topic_or_an_older_revision_is_refused(
    safety: SafetyService, follow_up: FollowUpId
) -> None:
    with pytest.raises(BadInput):
        safety.patch(follow_up, {"asked": {"mood": "yes"}})
    seen = safety.get(follow_up).rev
    safety.patch(follow_up, {"words": "One"}, seen)
    with pytest.raises(ChangedElsewhere):
        safety.patch(follow_up, {"words": "Two"}, seen)


def test_it_can_be_put_off_but_not_left_without_a_reason(
    safety: SafetyService, follow_up: FollowUpId, maren: ClientId
) -> None:
    safety.defer(follow_up)
    assert safety.get(follow_up).state == "deferred"
    with pytest.raises(BadInput):
        safety.leave_open(follow_up, "  ")
    safety.leave_open(follow_up, "She had to leave; call agreed for six.")
    assert [one.id for one in safety.open_follow_ups(maren)] == [follow_up]


def test_recorded_it_stays_until_it_is_closed_with_a_record(
    safety: SafetyService, follow_up: FollowUpId, clock: Clock
) -> None:
    safety.record(follow_up)
    assert safety.get(follow_up).state == "recorded"
    assert safety.open_follow_ups()[0].client_name == "Maren Ostrowski"
    clock.forward(days=1)
    with pytest.raises(BadInput):
        safety.close(follow_up, "")
    safety.close(follow_up, "Called at noon; slept, plan at hand.")
    assert safety.open_follow_ups() == ()
    with pytest.raises(BadInput):
        safety.patch(follow_up, {"words": "Rewritten"})


def test_a_plan_has_one_version_a_day(safety: SafetyService, maren: ClientId) -> None:
    monday = date(2026, 10, 5)
    safety.save_plan(maren, {"warning_signs": ("Pacing after midnight.",)}, monday)
    safety.save_plan(maren, {"warning_signs": ("Pacing after midnight.", "Not answering.")}, monday)
    first = safety.plan(maren)
    assert first is not None
    assert (first.version, len(first.parts["warning_signs"])) == (1, 2)
    safety.save_plan(maren, {"warning_signs": ("Pacing.",)}, monday + timedelta(days=3))
    second = safety.plan(maren)
    assert second is not None
    assert (second.version, second.written_on) == (2, date(2026, 10, 8))


def test_a_review_leaves_the_plan_as_it_is(safety: SafetyService, maren: ClientId) -> None:
    with pytest.raises(BadInput):
        safety.review_plan(maren, date(2026, 10, 5))
    safety.save_plan(maren, {"professionals": ("Crisis line",)}, date(2026, 10, 5))
    safety.review_plan(maren, date(2026, 10, 15))
    plan = safety.plan(maren)
    assert plan is not None
    assert (plan.version, plan.reviewed_on) == (1, date(2026, 10, 15))
