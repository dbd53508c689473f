"""A measure within a step: hand the screen over, or enter the answers here; then its result in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground, MeasureDoor
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.text import Text, TextBlock


class MeasureEditor(FieldEditor):
    """The sitting of one measure in this session."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self._sitting = ""
        self._table: QWidget | None = None
        self._state = Text("", "body", "text", 500)
        self._reason = TextBlock("", "small", "muted")
        self.hand = Button("Hand over", "secondary", "user-round")
        self.hand.setAccessibleName(f"Hand over the screen for {self.name}")
        self.here = Button("Enter the answers here", "quiet", "table-2")
        self.hand.clicked.connect(self._hand_over)
        self.here.clicked.connect(self._enter_here)
        self._acts = QWidget()
        self._acts.setLayout(row(self.hand, self.here, None, gap=8))
        self._card = Card(dense=True)
        self._card.body.set_gap(8)
        self._card.body.put(self._state, self._reason, self._acts)
        self.body.put(self._card)
        self._show()

    def value(self) -> JsonValue:
        return {"sitting": self._sitting} if self._sitting else None

    def set_value(self, value: JsonValue) -> None:
        self._sitting = str(value.get("sitting") or "") if isinstance(value, Mapping) else ""
        self._show()

    def take_keyboard(self) -> bool:
        if self._acts.isHidden():
            return False
        first = self.here if self.hand.isHidden() else self.hand
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def is_blank(self) -> bool:
        return not (self._sitting and self._door.is_done(self._sitting))

    @property
    def _door(self) -> MeasureDoor:
        door = self.ground.measures
        if door is None:
            raise RuntimeError("a measure stands only in a session")
        return door

    def _show(self) -> None:
        done = bool(self._sitting) and self._door.is_done(self._sitting)
        refused = "" if done else self._door.refused(self.field.measure)
        self._state.setText(self._door.words(self._sitting) if self._sitting else self._not_yet())
        self._state.setVisible(not refused and self._table is None)
        self._reason.setText(refused)
        self._reason.setVisible(bool(refused))
        self._acts.setVisible(not refused and self._table is None)
        self.hand.setVisible(not done and not self._door.asked_aloud(self.field.measure))
        self.here.set_text("Look at the answers" if done else "Enter the answers here")

    def _not_yet(self) -> str:
        """A recent result is shown instead of being asked for again; it can be asked all the same."""
        days = self.field.fresh_days
        last = self._door.last(self.field.measure, days) if days else ""
        return f"{last}. Not due again yet" if last else "Not given yet"

    def _begin(self, mode: str) -> bool:
        if self._sitting and self._door.is_done(self._sitting):
            return True
        try:
            sitting = self._door.begin(self.field.measure, mode)
        except KetaCounselError as refusal:
            self.show_risk(refusal.sentence)
            return False
        if sitting != self._sitting:
            self._sitting = sitting
            self.changed.emit()
        return True

    def _hand_over(self) -> None:
        if self._begin("client"):
            self._door.hand_over(self._sitting)

    def _enter_here(self) -> None:
        if not self._begin("table"):
            return
        self._table = self._door.table(self._sitting)
        finished = getattr(self._table, "finished", None)
        if finished is not None:
            finished.connect(self._finished)
        self._card.body.put(self._table)
        self._show()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finished(self) -> None:
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._table = None
        self._show()
        self.changed.emit()
        self._door.scored()
