"""What the Overview says of intention, goals, window and safety: only what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ketacounsel.core.place import hours_words
from ketacounsel.core.safety import SafetyPlan
from ketacounsel.core.series import short_date
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.threads import Action, Goal
from ketacounsel.core.today import WindowRow
from ketacounsel.core.workspace import Workspace

ITEM_9 = ("phq9", "9")
STATUS_WORDS = {
    "open": "agreed",
    "kept": "kept",
    "partly": "partly kept",
    "not": "not kept",
    "changed": "changed",
    "let_go": "let go",
}


def window_words(window: WindowRow, booked: str, opens: str, until: str) -> str:
    """The line under the bar; `booked`, `opens` and `until` are moments in words."""
    if window.state == "past":
        reason = f": {window.reason}" if window.reason else ""
        return f"No session by {until}, the recommended time{reason}"
    if booked:
        return f"Session booked {booked}"
    return f"Begins {opens}. Nothing is booked." if window.state == "before" else "Nothing is booked."


def window_name(window: WindowRow, sentence: str, until: str) -> str:
    """What a screen reader says of the bar."""
    told = f"{window.client_name}, infusion {window.infusion_number}. {hours_words(window.hours)}."
    past = "" if window.state == "past" else f" Recommended until {until}."
    return f"{told}{past} {sentence.rstrip('.')}."


def intention_title(work: Workspace) -> str:
    """ "Intention for infusion 3"."""
    told = work.intention
    owner = None if told is None else told.infusion_id
    number = next((one.number for one in work.infusions if one.id == owner), 0)
    return f"Intention for infusion {number}" if number else "Intention"


def goal_line(goal: Goal) -> str:
    """The latest commitment and how it went: "Call Ania on Sundays · kept 2 of 3 times"."""
    action = max(goal.actions, key=_touched, default=None)
    if action is None:
        return f"Since {short_date(goal.since_on)}"
    times = len(action.reviews)
    if times > 1:
        kept = sum(review.status == "kept" for review in action.reviews)
        return f"{action.words} · kept {kept} of {times} times"
    return f"{action.words} · {STATUS_WORDS.get(action.status, action.status)}"


def _touched(action: Action) -> datetime:
    return max([action.agreed_at, *(review.at for review in action.reviews)])


def plan_words(plan: SafetyPlan | None) -> str:
    if plan is None:
        return "No safety plan yet."
    done = "written" if plan.reviewed_on == plan.written_on else "reviewed"
    return f"Safety plan {done} with client on {short_date(plan.reviewed_on)}."


def item_9_words(sittings: Sequence[Sitting], zone: str) -> str:
    """The last answer to PHQ-9 item 9, as a number on a day."""
    measure, item = ITEM_9
    asked = [one for one in sittings if one.measure_id == measure and one.state == "done" and one.answers]
    last = max(asked, key=lambda one: one.taken_at, default=None)
    if last is None:
        return ""
    day = short_date(last.taken_at.astimezone(ZoneInfo(last.zone or zone)).date())
    answer = last.answers.get(item)
    return f"PHQ-9 item 9 was {'not answered' if answer is None else answer} on {day}."
