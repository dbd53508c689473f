"""Tabs with counts: real radio buttons under the keyboard, a line under the one that is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words
from ketacounsel.ui.widgets.radios import Option, RadioRow


class TabBar(RadioRow):
    """44 high, a hairline below. `chosen` says which tab a person picked."""

    def __init__(self, labels: Sequence[str], name: str, *, margin: int = 32) -> None:
        super().__init__(gap=4, margins=(margin - 1, 0, margin, 0))
        self.setAccessibleName(name)
        self._counts = [""] * len(labels)
        for label in labels:
            self._add(Option(label, label))
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.select(0)

    def set_count(self, index: int, count: str) -> None:
        """The number after a word; "" for none."""
        option = self.options()[index]
        self._counts[index] = count
        option.setAccessibleName(f"{option.text()}, {count}" if count else option.text())
        option.updateGeometry()
        option.update()

    def _count_of(self, option: Option) -> str:
        return self._counts[self._group.id(option)]

    def option_size(self, option: Option) -> QSize:
        px, count = theme().px, self._count_of(option)
        extra = width_of(count, theme().font("caption", 500)) + px(8) if count else 0
        return QSize(width_of(option.text(), theme().font("body", 600)) + extra + 2 * px(14), px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter_on(self).fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme().color("border"))

    def draw_option(self, option: Option) -> None:
        now, px = theme(), theme().px
        painter = painter_on(option)
        on = option.isChecked()
        font = now.font("body", 600 if on else 500)
        if option.underMouse() and not on:
            box(painter, QRectF(option.rect()).adjusted(0, 4, 0, -4), px(8), now.color("sunken"))
        ink = now.color("text" if on else "text_muted")
        left = float(px(14))
        words(painter, QRectF(left, 0, option.width(), option.height()), option.text(), font, ink)
        if count := self._count_of(option):
            left += width_of(option.text(), font) + px(8)
            place = QRectF(left, 0, option.width(), option.height())
            words(painter, place, count, now.font("caption", 500), now.color("text_faint"))
        if on:
            line = QRectF(px(10), option.height() - px(3), option.width() - px(20), px(3) + 2)
            painter.setClipRect(option.rect())
            box(painter, line, 2, now.color("accent"))
