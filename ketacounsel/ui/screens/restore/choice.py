"""The backups to choose from: radio buttons with two lines each; what is damaged says so and can't be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.card import empty
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, words
from ketacounsel.ui.widgets.radios import Option, Radios

ROW_H = 64


@dataclass(frozen=True, slots=True)
class Line:
    """One backup as it is shown."""

    title: str
    detail: str
    problem: bool = False
    on_stick: bool = False


class BackupOption(Option):
    """When it was made, over where it is."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.title, f"{line.title}. {line.detail}")
        self._line = line
        self.setEnabled(not line.problem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def focus_rect(self) -> QRect:
        return self.rect()

    def focus_radius(self) -> int:
        return 10

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(ROW_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(ROW_H))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, line, on = theme(), theme().px, self._line, self.isChecked()
        painter, rect, middle = painter_on(self), QRectF(self.rect()), self.height() / 2
        edge = now.color("accent" if on else "border")
        fill = (
            "accent_tint" if on else "sunken" if line.problem else "hover" if self.underMouse() else "surface"
        )
        box(painter, rect, now.radius("tile"), now.color(fill), edge, 2 * now.scale if on else 1)
        if line.problem:
            draw_icon(painter, "triangle-alert", "warning_mark", 20, px(16), middle)
        else:
            circle = QRectF(px(16), middle - px(10), px(20), px(20))
            ring = now.color("accent" if on else "border_strong")
            box(painter, circle, px(10), now.color("surface"), ring, 1.5 * now.scale)
            if on:
                box(painter, circle.adjusted(px(5), px(5), -px(5), -px(5)), px(5), ring)
        right = self.width() - px(16)
        icon = "usb" if line.on_stick else "hard-drive"
        draw_icon(painter, icon, "text_muted", 18, right - px(18), middle)
        place = QRectF(px(52), 0, right - px(32) - px(52), self.height())
        upper = QRectF(place.left(), middle - px(21), place.width(), px(22))
        ink = now.color("text_muted" if line.problem else "text")
        words(painter, upper, line.title, now.font("row", 500), ink)
        lower = QRectF(place.left(), middle + px(2), place.width(), px(18))
        below = now.color("warning" if line.problem else "text_muted")
        words(painter, lower, line.detail, now.font("small"), below)


class BackupChoice(Radios):
    """One below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Backups, newest first")
        self._column = column(gap=8)
        self.setLayout(self._column)

    def show_lines(self, lines: Sequence[Line], chosen: int) -> None:
        """Draw them anew; the keyboard stays where it was."""
        had = any(option.hasFocus() for option in self.options())
        for option in self.options():
            self._group.removeButton(option)
        empty(self._column)
        for line in lines:
            option = BackupOption(line)
            self._join(option)
            self._column.put(option)
            option.show()
        self.select(chosen)
        if had:
            self.focus_first()
