"""The safety plan beside the follow-up, with the crisis lines of the practice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.when import day_of_month
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import Box, column, row, rule
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

PARTS = {
    "warning_signs": "Warning signs",
    "what_helps_first": "What helps first",
    "people_and_places": "People and places",
    "someone_to_ask": "Someone to ask for help",
    "professionals": "Professionals",
    "making_safer": "Making the home safer",
}
CRISIS_BEFORE = "making_safer"


class PlanView(QWidget):
    """Read only; *Update* opens it in the client's record.

    Signals:
        update_requested: the plan should be changed.
    """

    update_requested = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.setAccessibleName("Safety plan")
        plan = runner.desk.safety.plan(runner.client_id)
        reviewed = f"Reviewed {day_of_month(plan.reviewed_on)}" if plan else ""
        body = column(
            row(HeadingLabel("Safety plan", "section"), None, Text(reviewed, "caption", "muted")), gap=0
        )
        if plan is None:
            body.put(8, TextBlock("There is no safety plan yet.", "small", "muted"))
        for part, title in PARTS.items():
            if part == CRISIS_BEFORE:
                _put_crisis_lines(body, runner)
            lines = plan.parts.get(part, ()) if plan is not None else ()
            if lines:
                _put(body, title, "\n".join(lines))
        update = Button("Update" if plan else "Write one", "soft", "pen-line")
        update.clicked.connect(self.update_requested)
        body.put(14, row(update, None), None)
        self.setLayout(body)


def _put(body: Box, title: str, words: str) -> None:
    body.put(10, rule(), 10, Text(title, "caption", "muted", 600), 3, TextBlock(words, "small"))


def _put_crisis_lines(body: Box, runner: Runner) -> None:
    lines = runner.desk.practice.get().crisis_lines
    said = "\n".join(", ".join(part for part in (one.number, one.name) if part) for one in lines)
    if said:
        _put(body, "Crisis line", said)
