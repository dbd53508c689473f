"""The infusions of a client, course by course: diamond, day, dose or state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketacounsel.core.course_chart import dose_words
from ketacounsel.core.infusions import Course, Infusion
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import day_words, local
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.paint import box, diamond, painter_on, words
from ketacounsel.ui.widgets.text import Text

STATE_WORDS = {
    "planned": "Planned",
    "given": "Given",
    "waiting": "Waiting for the clinic",
    "complete": "Complete",
    "cancelled": "Cancelled",
    "stopped_early": "Stopped early",
}
HEIGHT = 60


def state_line(infusion: Infusion) -> str:
    """ "0.75 mg/kg", "Planned", "0.50 mg/kg, stopped early"."""
    state, dose = infusion.details.state, dose_words(infusion)
    if state in ("planned", "cancelled", "waiting") or not dose:
        return STATE_WORDS[state]
    return f"{dose}, stopped early" if state == "stopped_early" else dose


def short_name(infusion: Infusion) -> str:
    """ "Infusion 3, Tue 13 Oct, 0.75 mg/kg"."""
    number = f"Infusion {infusion.number}" if infusion.number else "Infusion"
    day = day_words(infusion.details.starts_at, infusion.details.zone)
    return f"{number}, {day}, {state_line(infusion)}"


class InfusionButton(Checkable, QPushButton):
    """One infusion: filled diamond when given, hollow when planned, struck through when cancelled."""

    def __init__(self, infusion: Infusion, with_year: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_year = with_year
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_infusion(infusion)

    def show_infusion(self, infusion: Infusion) -> None:
        self.infusion = infusion
        self.setAccessibleName(short_name(infusion))
        self.update()

    def nextCheckState(self) -> None:
        """The list says which one is selected."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down are the list's; Qt would take them to walk anywhere."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(140), theme().px(HEIGHT))

    def focus_rect(self) -> QRect:
        return self.rect()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, told = theme(), theme().px, self.infusion
        painter = painter_on(self)
        if self.isChecked():
            box(painter, QRectF(self.rect()), px(8), now.color("infusion_tint"))
        elif self.underMouse():
            box(painter, QRectF(self.rect()), px(8), now.color("hover"))
        centre = QPointF(px(26), self.height() / 2)
        gone = told.details.state == "cancelled"
        tone = now.color("text_faint" if gone else "infusion_mark")
        painter.setPen(QPen(tone, 1.5 * now.scale))
        painter.setBrush(now.color("infusion_mark" if told.given else "surface"))
        painter.drawPath(diamond(centre, px(13) - 1.5 * now.scale))
        if gone:
            reach = px(12)
            painter.drawLine(centre + QPointF(-reach, reach * 0.7), centre + QPointF(reach, -reach * 0.7))
        else:
            ink = now.color("surface" if told.given else "infusion")
            spot = QRectF(centre.x() - px(14), centre.y() - px(14), px(28), px(28))
            font = now.font("caption", 700)
            words(painter, spot, str(told.number), font, ink, Qt.AlignmentFlag.AlignCenter)
        at, zone = told.details.starts_at, told.details.zone
        day = day_words(at, zone) + (f" {local(at, zone).year}" if self._with_year else "")
        left, width = px(52), self.width() - px(60)
        ink = now.color("text_muted" if gone else "text")
        words(painter, QRectF(left, px(9), width, px(20)), day, now.font("body", 500), ink)
        below = QRectF(left, px(31), width, px(18))
        words(painter, below, state_line(told), now.font("small"), now.color("text_muted"))


class InfusionList(Card):
    """All infusions, oldest first. Up and Down choose.

    Signals:
        chosen: an infusion was chosen (its id).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._buttons: list[InfusionButton] = []
        self._refocus = False
        self.setAccessibleName("Infusions")
        self._column.setContentsMargins(theme().px(10), theme().px(10), theme().px(10), theme().px(10))

    def show_infusions(self, infusions: Sequence[Infusion], courses: Sequence[Course]) -> None:
        self._refocus = any(button.hasFocus() for button in self._buttons)
        self.clear()
        self._buttons = []
        years = {local(one.details.starts_at, one.details.zone).year for one in infusions}
        several = len({one.course_id for one in infusions}) > 1
        for course in sorted(courses, key=lambda one: one.number):
            own = [one for one in infusions if one.course_id == course.id]
            if own and several:
                self.body.put(6, Text(f"Course {course.number}", "small", "muted", 600), 4)
            for one in own:
                button = InfusionButton(one, len(years) > 1)
                button.clicked.connect(lambda _=False, key=one.id: self.chosen.emit(key))
                self.body.put(button)
                self._buttons.append(button)

    def buttons(self) -> list[InfusionButton]:
        """One for each infusion, in the order they stand in."""
        return self._buttons

    def select(self, infusion_id: str) -> None:
        for button in self.buttons():
            button.setChecked(button.infusion.id == infusion_id)
            if button.isChecked() and self._refocus:
                button.show()
                button.setFocus()
        self._refocus = False

    def renew(self, infusion: Infusion) -> None:
        """Say anew what one of them is, after a key in a field."""
        for button in self.buttons():
            if button.infusion.id == infusion.id:
                button.show_infusion(infusion)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        buttons = self.buttons()
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and 0 <= at + step < len(buttons):
            buttons[at + step].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(buttons[at + step].infusion.id)
        else:
            super().keyPressEvent(event)
