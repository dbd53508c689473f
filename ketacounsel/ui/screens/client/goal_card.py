"""One goal in the client's words, with the commitments that serve it and how each went."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.core.threads import ACTION_STATUSES, Action, Goal
from ketacounsel.ui.when import day_of_month, day_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.text import Text, TextBlock

STATUS_WORDS = {
    "open": "Open",
    "kept": "Kept",
    "partly": "Partly",
    "not": "Not",
    "changed": "Changed",
    "let_go": "Let go",
}


class CommitmentRow(QWidget):
    """A small step: when it was agreed, its words, how it went.

    Signals:
        reviewed: how it went was chosen (action id, status).
    """

    reviewed = Signal(str, str)

    def __init__(self, action: Action, zone: str) -> None:
        super().__init__()
        self.action = action
        agreed = Text(day_words(action.agreed_at, zone), "small", "muted")
        agreed.setMinimumWidth(agreed.sizeHint().width())
        self.status = ComboField(f"How it went: {action.words}", list(STATUS_WORDS.values()))
        self.status.select(ACTION_STATUSES.index(action.status))
        self.status.chosen.connect(lambda at: self.reviewed.emit(action.id, ACTION_STATUSES[at]))
        told = column(TextBlock(action.words, "body"), gap=2)
        if detail := _detail(action):
            told.put(TextBlock(detail, "small", "muted"))
        line = row(gap=16, margins=(0, 8, 0, 8))
        line.addWidget(agreed, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(told, 1)
        line.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)


def _detail(action: Action) -> str:
    """When it is meant for, and what was said of it last."""
    due = f"for {day_of_month(action.due_on)}" if action.due_on else action.when_words
    last = next((one.words for one in reversed(action.reviews) if one.words), "")
    return " · ".join(part for part in (due, last) if part)


class GoalCard(Card):
    """Signals:
    worded: words or progress were typed (goal id, field, text).
    step_added: a commitment was typed (goal id, words).
    reviewed: how a commitment went (action id, status).
    closed: the goal is reached or let go of (goal id).
    reopened: it is worked on again (goal id).
    """

    worded = Signal(str, str, str)
    step_added = Signal(str, str)
    reviewed = Signal(str, str)
    closed = Signal(str)
    reopened = Signal(str)

    def __init__(self, goal: Goal | None, actions: tuple[Action, ...], zone: str) -> None:
        super().__init__("" if goal else "Commitments without a goal", dense=True)
        self.goal_id = goal.id if goal else ""
        self.words = LongText("Goal, in the client’s words", min_height=44)
        self.progress = LongText(
            "Where it stands", placeholder="Where it stands, in a sentence", min_height=44
        )
        self.step = TextField("A commitment", placeholder="A commitment: what, and when")
        self.rows = [CommitmentRow(action, zone) for action in actions]
        if goal is not None:
            self._lay_out_goal(goal)
        self._lay_out_steps(open_goal=goal is None or goal.closed_on is None)

    def _lay_out_goal(self, goal: Goal) -> None:
        since = f"Since {day_of_month(goal.since_on)} {goal.since_on.year}"
        if goal.closed_on is not None:
            since += f", closed {day_of_month(goal.closed_on)} {goal.closed_on.year}"
        end = Button("Close goal" if goal.closed_on is None else "Work on it again", "quiet")
        signal = self.closed if goal.closed_on is None else self.reopened
        end.clicked.connect(lambda: signal.emit(goal.id))
        self.words.set_text(goal.words)
        self.progress.set_text(goal.progress)
        self.words.text_edited.connect(lambda: self.worded.emit(goal.id, "words", self.words.text()))
        self.progress.text_edited.connect(lambda: self.worded.emit(goal.id, "progress", self.progress.text()))
        self._head.insertWidget(0, Text(since, "small", "muted"))
        self.add_head(end)
        self.body.put(self.words, 10, Field("Where it stands", self.progress), 10)

    def _lay_out_steps(self, *, open_goal: bool) -> None:
        for step in self.rows:
            step.reviewed.connect(self.reviewed)
            self.add_row(step)
        if not open_goal or not self.goal_id:
            return
        add = Button("Add", "soft", "plus")
        add.setAccessibleName("Add the commitment")
        add.clicked.connect(self._add)
        self.step.returnPressed.connect(self._add)
        line = row(gap=8, margins=(0, 8, 0, 0))
        line.addWidget(self.step, 1)
        line.put(add)
        self.add_row(holder(line))

    def show_words(self, goal: Goal) -> None:
        """Words that were changed elsewhere; a field in use keeps its own."""
        for field, text in ((self.words, goal.words), (self.progress, goal.progress)):
            if not field.hasFocus():
                field.set_text(text)

    def _add(self) -> None:
        if self.step.text().strip():
            self.step_added.emit(self.goal_id, self.step.text().strip())
