"""The right column of the Overview: recommended time, intention, goals and commitments, safety."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.overview_words import (
    goal_line,
    intention_title,
    item_9_words,
    plan_words,
    window_name,
    window_words,
)
from ketacounsel.core.place import hours_words
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.today import WindowRow
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.when import day_and_time, day_words, until_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import StatusChip
from ketacounsel.ui.widgets.layout import row, rule
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import Text, TextBlock
from ketacounsel.ui.widgets.window_bar import WindowBar

GOALS_SHOWN = 4


class WindowCard(Card):
    """Where the client stands in the hours after the last infusion.

    Signals:
        book_requested: a session should be booked.
    """

    book_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Integration window", dense=True, parent=parent)
        self._chip = StatusChip()
        self.add_head(self._chip)
        self._bar = WindowBar()
        self._from, self._until = Text("", "caption", "muted"), Text("", "caption", "muted")
        self._words = TextBlock("", "small", "muted")
        self._book = Button("Book a session…", "link")
        self._book.clicked.connect(self.book_requested)
        line = row(self._words, gap=8)
        line.setStretchFactor(self._words, 1)
        line.addWidget(self._book, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.put(self._bar, row(self._from, None, self._until), 8, line)

    def show_window(self, window: WindowRow, now: datetime) -> None:
        zone, urgent = window.zone, window.state == "soon"
        kind = {"soon": "warning", "in": "calm"}.get(window.state, "neutral")
        self._chip.set_state(hours_words(window.hours), kind, "time_limit" if urgent else "")
        self._from.setText(day_and_time(window.infusion_at, zone))
        opens, until = until_words(window.opens_at, now, zone), until_words(window.until, now, zone)
        self._until.setText("" if window.state == "past" else f"Recommended until {until}")
        booked = "" if window.booked_at is None else until_words(window.booked_at, now, zone)
        sentence = window_words(window, booked, opens, until)
        self._words.setText(sentence)
        self._words.set_tone("warning" if urgent else "muted")
        self._book.setVisible(window.booked_at is None)
        self._bar.set_window(
            window_name(window, sentence, until), window.hours, booked_h=window.booked_hours, urgent=urgent
        )


class IntentionCard(Card):
    """What the client means to bring to the infusion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Intention", dense=True, parent=parent)
        self._words = TextBlock("", "reading")
        self._set = TextBlock("", "caption", "muted")
        self.body.put(self._words, 6, self._set)

    def show_workspace(self, work: Workspace) -> None:
        told = work.intention
        self.set_title(intention_title(work))
        self._words.setVisible(told is not None)
        if told is None:
            self._set.setText("Not set yet. The preparation session asks for it.")
            return
        self._words.setText(f"“{told.words}”")
        where = "Set in session on" if told.session_id else "Set on"
        self._set.setText(f"{where} {day_words(told.set_at, work.zone)}")


class GoalsCard(Card):
    """Goals in the client's words, each with how its latest commitment went.

    Signals:
        opened: a goal was pressed (its id).
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Goals and commitments", dense=True, rows=True, parent=parent)
        self.rows = RowList("Goals and commitments")
        self.rows.opened.connect(self.opened)
        self._none = TextBlock("No goal yet.", "small", "muted")
        self._more = Button("", "link")
        self._more.clicked.connect(lambda: self.opened.emit(""))
        self._rule = rule()
        self.body.put(self._rule, self.rows, self._none, self._more)

    def show_workspace(self, work: Workspace) -> None:
        goals = [goal for goal in work.goals if goal.closed_on is None]
        shown = goals[:GOALS_SHOWN]
        self.rows.set_rows([RowView(goal.id, goal.words, goal_line(goal), opens=False) for goal in shown])
        self.rows.setVisible(bool(shown))
        self._rule.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._more.setVisible(len(goals) > GOALS_SHOWN)
        self._more.set_text(f"All {len(goals)} goals")


class SafetyCard(Card):
    """What is open, and by when; else when the plan was last looked at.

    Signals:
        opened: the open follow-up was chosen (FollowUp).
        plan_requested: the safety plan should be shown.
    """

    opened = Signal(object)
    plan_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Safety", dense=True, parent=parent)
        self._first: FollowUp | None = None
        self._chip = StatusChip()
        self.add_head(self._chip)
        self._open, self._due = TextBlock("", "body", "text", 500), TextBlock("", "small", "danger")
        self._facts = TextBlock("", "small", "muted")
        self._act = Button("", "link")
        self._act.clicked.connect(self._on_act)
        self.body.put(self._open, self._due, 2, self._facts, 2, row(self._act, None))

    @property
    def is_open(self) -> bool:
        """Whether something waits for the counselor."""
        return self._first is not None

    def show_workspace(self, work: Workspace, now: datetime) -> None:
        waiting = sorted(work.open_follow_ups, key=lambda one: one.check_in_at or one.opened_at)
        self._first = next(iter(waiting), None)
        self.set_edge("danger" if waiting else "")
        facts = (plan_words(work.plan), item_9_words(work.sittings, work.zone))
        self._facts.setText("\n".join(fact for fact in facts if fact))
        self._open.setVisible(bool(waiting))
        self._due.setVisible(bool(waiting))
        if self._first is None:
            self._chip.set_state("No open flag", "neutral", "safety_ok")
            self._act.set_text("Open the plan" if work.plan else "Write a plan")
            return
        count = len(waiting)
        self._chip.set_state("Follow-up open" if count == 1 else f"{count} open", "danger", "safety")
        because = self._first.because_words or "a safety follow-up is open"
        self._open.setText(because[:1].upper() + because[1:])
        self._due.setText(_by_when(self._first, now, work.zone))
        self._act.set_text("Open the follow-up")

    def _on_act(self) -> None:
        if self._first is not None:
            self.opened.emit(self._first)
        else:
            self.plan_requested.emit()


def _by_when(one: FollowUp, now: datetime, zone: str) -> str:
    if one.check_in_at is not None:
        return f"Check-in by {until_words(one.check_in_at, now, zone)}"
    opened = f"Opened {day_words(one.opened_at, zone)}"
    return f"{opened}, put off for now" if one.state == "deferred" else f"{opened}, nothing recorded yet"
