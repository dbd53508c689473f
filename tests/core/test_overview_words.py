"""What stands beside the course: only what was recorded, in few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ketacounsel.core.ids import ActionId, ClientId, GoalId, InfusionId, PlanId, SittingId
from ketacounsel.core.overview_words import goal_line, item_9_words, plan_words, window_name, window_words
from ketacounsel.core.safety import SafetyPlan
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.threads import Action, ActionReview, Goal
from ketacounsel.core.today import WindowRow

MAREN, DENVER = ClientId("maren"), "America/Denver"
NOON = datetime(2026, 10, 12, 18, tzinfo=UTC)
WINDOW = WindowRow(
    MAREN, "Maren Ostrowski", InfusionId("i3"), 3, NOON, DENVER, 50.0,
    NOON + timedelta(hours=24), NOON + timedelta(hours=72), "in",
)  # fmt: skip


def action(*statuses: str) -> Action:
    reviews = tuple(ActionReview(status, NOON + timedelta(days=at)) for at, status in enumerate(statuses))
    last = statuses[-1] if statuses else "open"
    return Action(ActionId("a"), "Call Ania on Sundays", NOON, last, reviews=reviews)


def goal(*actions: Action) -> Goal:
    return Goal(GoalId("g"), "Reach out before dark", date(2026, 9, 14), actions=actions)


def sitting(at: datetime, answer: int | None) -> Sitting:
    return Sitting(SittingId("s"), MAREN, "phq9", 1, at, DENVER, answers={"1": 1, "9": answer})


def test_a_goal_shows_its_latest_commitment_and_how_often_it_was_kept() -> None:
    assert goal_line(goal(action("kept", "not", "kept"))) == "Call Ania on Sundays · kept 2 of 3 times"
    assert goal_line(goal(action("partly"))) == "Call Ania on Sundays · partly kept"
    assert goal_line(goal(action())) == "Call Ania on Sundays · agreed"
    assert goal_line(goal()) == "Since 14 Sep"


def test_the_window_is_recommended_never_missed() -> None:
    assert window_words(WINDOW, "", "", "Fri 10:55") == "Nothing is booked."
    assert window_words(WINDOW, "today at 14:30", "", "Fri 10:55") == "Session booked today at 14:30"
    past = replace(WINDOW, state="past", reason="On holiday")
    assert window_words(past, "", "", "Fri 10:55") == (
        "No session by Fri 10:55, the recommended time: On holiday"
    )
    before = replace(WINDOW, state="before")
    assert window_words(before, "", "Wed 10:55", "Fri 10:55") == "Begins Wed 10:55. Nothing is booked."


def test_the_bar_is_said_in_whole_words() -> None:
    assert window_name(WINDOW, "Nothing is booked.", "Fri 10:55") == (
        "Maren Ostrowski, infusion 3. 50 h. Recommended until Fri 10:55. Nothing is booked."
    )


def test_the_last_answer_to_item_9_is_said_as_a_number_on_a_day() -> None:
    assert item_9_words((sitting(NOON, 0),), DENVER) == "PHQ-9 item 9 was 0 on 12 Oct."
    later = sitting(NOON + timedelta(days=7), None)
    assert item_9_words((sitting(NOON, 2), later), DENVER) == "PHQ-9 item 9 was not answered on 19 Oct."


def test_a_total_entered_without_answers_says_nothing_of_item_9() -> None:
    assert item_9_words((replace(sitting(NOON, 0), answers={}),), DENVER) == ""


def test_a_plan_that_was_looked_at_again_is_reviewed() -> None:
    written = SafetyPlan(PlanId("p"), MAREN, 1, {}, date(2026, 10, 8), date(2026, 10, 8))
    assert plan_words(None) == "No safety plan yet."
    assert plan_words(written) == "Safety plan written with client on 8 Oct."
    again = replace(written, reviewed_on=date(2026, 10, 12))
    assert plan_words(again) == "Safety plan reviewed with client on 12 Oct."
