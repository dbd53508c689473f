"""The steps at the left: in any order, ticked by themselves; and the same as a menu in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ketacounsel.ui.screens.session.viewmodel import StepLine
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import column, row, scrolled
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words
from ketacounsel.ui.widgets.text import Text, TextBlock

TWO_LINES = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
ORDER = "Steps can be done in any order. Nothing is required before you end the session."


class StepButton(QPushButton):
    """A step: its number or a tick, its title, its minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = StepLine("", 0, "", 0, "")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: StepLine, count: int) -> None:
        if line == self.line and self.accessibleName():
            return
        self.line = line
        where = line.title if line.safety else f"Step {line.number} of {count}, {line.title}"
        state = f", {line.state}" if line.state else ""
        self.setAccessibleName(where + state)
        self.setToolTip(
            line.title if width_of(line.title, theme().font("body", 600)) > theme().px(150) else ""
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, line = theme(), theme().px, self.line
        painter = painter_on(self)
        rect, on = QRectF(self.rect()), line.state == "current"
        open_safety = line.safety and line.state != "done"
        if open_safety and on:
            box(painter, rect, px(8), now.color("danger_tint"), now.color("danger_line"))
        elif on:
            box(painter, rect, px(8), now.color("surface"), now.color("border"))
        elif self.underMouse():
            box(painter, rect, px(8), now.color("hover"))
        self._paint_mark(painter, QRectF(px(12), (self.height() - px(24)) / 2, px(24), px(24)))
        right = self.width() - px(12)
        minutes = "now" if on and line.safety else f"{line.minutes} min" if line.minutes else ""
        if line.state == "skipped":
            minutes = "skipped"
        font = now.font("caption")
        wide = width_of(minutes, font) + 2
        tone = "danger" if on and line.safety else "text_faint"
        words(painter, QRectF(right - wide, 0, wide, self.height()), minutes, font, now.color(tone))
        ink = "danger" if open_safety else "text" if on else "text_muted"
        title = now.font("body", 600 if on else 500)
        place = QRectF(px(48), 0, right - wide - px(12) - px(48), self.height())
        if width_of(line.title, title) <= place.width():
            words(painter, place, line.title, title, now.color(ink))
        else:
            _two_lines(painter, place, line.title, now.font("small", 600 if on else 500), now.color(ink))

    def _paint_mark(self, painter: QPainter, place: QRectF) -> None:
        now, line = theme(), self.line
        middle = place.center().y()
        if line.safety and line.state != "done":
            box(painter, place, place.height() / 2, now.color("danger_fill"))
            draw_icon(painter, "shield-alert", "surface", 14, place.left() + now.px(5), middle)
            return
        if line.state == "done":
            box(painter, place, place.height() / 2, now.color("accent_tint"))
            draw_icon(painter, "check", "accent", 14, place.left() + now.px(5), middle)
            return
        on = line.state == "current"
        fill = now.color("accent") if on else None
        edge = now.color("accent" if on else "border_strong")
        box(painter, place, place.height() / 2, fill, edge, 1.5 * now.scale)
        number = str(line.number)
        ink = now.color("on_accent" if on else "text_muted")
        words(painter, place, number, now.font("caption", 600), ink, Qt.AlignmentFlag.AlignCenter)


def _two_lines(painter: QPainter, place: QRectF, title: str, font: QFont, ink: QColor) -> None:
    """A long title breaks in two rather than losing its end."""
    painter.setFont(font)
    painter.setPen(ink)
    gaps = [at for at, letter in enumerate(title) if letter == " "]
    middle = min(gaps, key=lambda at: abs(at - len(title) / 2), default=len(title))
    painter.drawText(place, int(TWO_LINES), f"{title[:middle]}\n{title[middle + 1 :]}")


class StepList(QFrame):
    """The left side: template, how far, the steps, and why this template.

    Signals:
        chosen: a step was pressed (its key).
        change_requested: another template is wanted.
        modality_requested: how the session is held should change.
    """

    chosen = Signal(str)
    change_requested = Signal()
    modality_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "steps")
        self.setAccessibleName("Steps")
        self._title, self._done = Text("", "body", "text", 600), Text("", "caption", "muted")
        self._buttons: list[StepButton] = []
        self._rows = column(gap=0)
        self._order = TextBlock(ORDER, "caption", "faint")
        self._why = TextBlock("", "caption", "muted")
        self.change = Button("Change the template", "link")
        self.held = Button("In person", "muted", trailing_icon="chevron-down")
        self.change.clicked.connect(self.change_requested)
        self.held.clicked.connect(self.modality_requested)
        self._start = QWidget()
        self._start.setLayout(column(self._why, self.change, gap=2, margins=(24, 0, 24, 6)))
        inner = QWidget()
        foot = column(self._order, margins=(12, 14, 12, 0))
        inner.setLayout(column(self._rows, foot, None, gap=0, margins=(12, 0, 12, 12)))
        head = row(self._title, None, self._done, gap=8, margins=(24, 20, 24, 8))
        below = row(self.held, None, margins=(14, 4, 12, 8))
        self.setLayout(column(head, self._start, scrolled(inner), below, gap=0))
        self.set_proposal("")

    def set_lines(self, title: str, done: str, lines: Sequence[StepLine], because: str = "") -> None:
        """The steps as they stand; `because` says why one was added."""
        self._title.setText(title)
        self._done.setText(done)
        while len(self._buttons) < len(lines):
            button = StepButton()
            button.clicked.connect(lambda _=False, one=button: self.chosen.emit(one.line.key))
            self._buttons.append(button)
            self._rows.put(button)
        count = sum(not line.safety for line in lines)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(lines))
            if place < len(lines):
                button.show_line(lines[place], count)
        self._order.setText(because or ORDER)

    def set_proposal(self, because: str) -> None:
        """Why this template, while nothing was entered."""
        self._why.setText(because)
        self._start.setVisible(bool(because))

    def set_modality(self, words: str) -> None:
        self.held.set_text(words[:1].upper() + words[1:])
        self.held.setAccessibleName(f"Held {words}. Change")

    def buttons(self) -> list[StepButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        shown = self.buttons()
        at = next((place for place, one in enumerate(shown) if one.hasFocus()), -1)
        if step and 0 <= at + step < len(shown):
            shown[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
