"""The counselor's entry of a questionnaire: every item with its answers in columns, the total live.

For paper forms, the telephone, and a measure within a session.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import SittingId
from ketacounsel.core.measures import Choice, Measure
from ketacounsel.core.rescue import Words
from ketacounsel.core.scoring import score
from ketacounsel.core.sittings import Sitting
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts import measure_words as say
from ketacounsel.ui.parts.measure_row import ItemRow, cell_px
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, holder, row, rule
from ketacounsel.ui.widgets.text import Text, TextBlock

NARROW_BELOW = 640


class ColumnHeads(QWidget):
    """The answers' words over their columns; in little room a line that says what the figures mean."""

    def __init__(self, choices: tuple[Choice, ...], stem: str) -> None:
        super().__init__()
        self._choices = choices
        self._stem = TextBlock(stem, "body", "text", 600)
        self._heads = [TextBlock(choice.text, "caption", "muted") for choice in choices]
        for head in self._heads:
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        key = " · ".join(f"{choice.value} {choice.text}" for choice in choices)
        self._key = TextBlock(key, "small", "muted")
        words = column(None, self._stem, self._key, gap=4, margins=(0, 0, 16, 0))
        line = row(gap=0, margins=(0, 4, 0, 4))
        line.addLayout(words, 1)
        for head in self._heads:
            line.addWidget(head, 0, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(line)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        width = theme().px(cell_px(len(self._choices), narrow))
        for head in self._heads:
            head.setFixedWidth(width)
            head.setVisible(not narrow)
        self._key.setVisible(narrow)


class MeasureTable(QWidget):
    """Every answer is kept as it is given; Done scores the sitting by its own edition.

    Signals:
        finished: it was scored (Sitting).
        changed: an answer was given or taken away.
    """

    finished = Signal(object)
    changed = Signal()

    def __init__(
        self, desk: Desk, sitting_id: SittingId, *, main: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.sitting_id = desk, sitting_id
        sitting = desk.measures.get(sitting_id)
        self.measure: Measure = desk.measures.edition(sitting)
        self.answers: dict[str, int | None] = dict(sitting.answers)
        self.taken_at: datetime | None = None
        self._closed = desk.measures.in_signed_note(sitting_id)
        self._last = _last_before(desk, sitting)
        self._narrow = False
        self._heads: list[ColumnHeads] = []
        self.rows = [self._make_row(at) for at in range(len(self.measure.items))]
        self._total = Text("", "section")
        self._total.setAccessibleDescription("Total so far")
        self._since = Text("", "small", "muted")
        self._rule = TextBlock("", "small", "muted")
        self._risk = TextBlock("", "small", "warning", 600)
        self._risk_line = holder(row(IconLabel("shield-alert", "warning", 18), gap=8))
        self._error = TextBlock("", "small", "danger", 500)
        self.done = Button("Done", "primary" if main else "secondary")
        self.done.clicked.connect(self.finish)
        self._lay_out()
        self._show_answers()
        hub().changed.connect(self._fold)

    def _make_row(self, at: int) -> ItemRow:
        item = self.measure.items[at]
        line = ItemRow(str(at + 1) if item.scored else "", item, self.measure.choices_of(item))
        line.answered.connect(self._answer)
        line.step_requested.connect(lambda by, here=line: self._step(here, by))
        return line

    def _lay_out(self) -> None:
        measure = self.measure
        title = row(Text(measure.title, "section"), Text(measure.long_title, "small", "muted"), None, gap=10)
        body = column(title, 8, gap=0)
        if measure.instruction:
            body.put(TextBlock(measure.instruction, "small", "muted"), 4)
        body.put(self._head(measure.choices, measure.stem))
        for line in self.rows:
            if line.item.choices:
                body.put(rule(), self._head(line.choices, ""))
            body.put(rule(), line)
        body.put(rule(), 10, self._foot(), 10, TextBlock(say.source_words(measure), "caption", "faint"))
        self.setLayout(body)

    def _head(self, choices: tuple[Choice, ...], stem: str) -> ColumnHeads:
        head = ColumnHeads(choices, stem)
        self._heads.append(head)
        return head

    def _foot(self) -> QWidget:
        line = self._risk_line.layout()
        if line is not None:
            line.addWidget(self._risk)
        total = row(self._total, self._since, None, gap=12)
        told = column(total, self._rule, self._risk_line, self._error, gap=4)
        foot = row(gap=16)
        foot.addLayout(told, 1)
        foot.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTop)
        return holder(foot)

    # -- answering ------------------------------------------------------------------------------

    def _answer(self, key: str, value: int | None) -> None:
        self.answers[key] = value
        put = self.desk.measures.put
        self.desk.autosave.put(
            ("measure", self.sitting_id, key),
            lambda: put(self.sitting_id, key, value),
            lambda: Words("item", self.sitting_id, key, value),
        )
        self._show_answers()
        announce(self, self._total.text())
        self.changed.emit()

    def _step(self, here: ItemRow, by: int) -> None:
        """To the next item that can be answered; after the last one, to Done."""
        at = self.rows.index(here) + by
        while 0 <= at < len(self.rows):
            if self.rows[at].is_open:
                self.rows[at].focus_first()
                return
            at += by
        if by > 0:
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Score it. Items left blank are marked; the instrument's own rule says what that means."""
        if self._closed:
            self.finished.emit(self.desk.measures.get(self.sitting_id))
            return
        if not self.desk.autosave.flush():
            self._tell("The answers are not on disk yet, so there is no score. They stay here.")
            return
        try:
            sitting = self.desk.measures.finish(self.sitting_id, self.taken_at)
        except KetaCounselError as refusal:
            self._tell(refusal.sentence)
            return
        self.finished.emit(sitting)

    # -- showing --------------------------------------------------------------------------------

    def _show_answers(self) -> None:
        given = [at for at, line in enumerate(self.rows) if self.answers.get(line.item.key) is not None]
        furthest = max(given, default=-1)
        for at, line in enumerate(self.rows):
            value = self.answers.get(line.item.key)
            line.set_value(value)
            asked = say.is_asked(line.item, self.answers) or value is not None
            line.set_asked(asked and not self._closed)
            line.mark_missing(asked and at < furthest and value is None)
        self._show_total()

    def _show_total(self) -> None:
        measure, answers = self.measure, self.answers
        self._total.setText(say.total_words(measure, answers))
        self._since.setText(say.change_words(measure, answers, self._last, self.desk.zone))
        rule_words = say.rule_words(measure, answers)
        self._rule.setText(rule_words)
        self._rule.setVisible(bool(rule_words))
        risk = " ".join(say.risk_lines(score(measure, answers), finished=self._all_seen()))
        self._risk.setText(risk)
        self._risk_line.setVisible(bool(risk))
        self._tell(
            "These answers stand in a signed note. They can be read, not changed." if self._closed else ""
        )
        self._error.set_tone("muted" if self._closed else "danger")

    def _all_seen(self) -> bool:
        """Whether the last scored item was reached."""
        scored = [line for line in self.rows if line.item.scored and line.is_open]
        return bool(scored) and self.answers.get(scored[-1].item.key) is not None

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    @property
    def total(self) -> str:
        """What stands below the items: "9, 1 item missing"."""
        return self._total.text()

    def focus_first(self) -> None:
        """Put the keyboard on the first item without an answer."""
        blank = [line for line in self.rows if line.is_open and line.value() is None]
        if blank:
            blank[0].focus_first()
        else:
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit pressed beside the items answers the first one that has no answer."""
        blank = next((line for line in self.rows if line.is_open and line.value() is None), None)
        if blank is None or not event.text() or not blank.type_key(event.text()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() / theme().scale < NARROW_BELOW
        for head in self._heads:
            head.set_narrow(narrow)
        for line in self.rows:
            line.set_narrow(narrow)


def _last_before(desk: Desk, sitting: Sitting) -> Sitting | None:
    earlier = desk.measures.history(sitting.client_id, sitting.measure_id)
    before = [one for one in earlier if one.id != sitting.id and one.taken_at <= sitting.taken_at]
    return before[-1] if before else None
