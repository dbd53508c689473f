"""Choices that are painted but are real radio buttons and check boxes to keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words
from ketacounsel.ui.widgets.radios import Option, RadioRow


class Segmented(RadioRow):
    """Two to five words in a track. `counts` stand after the words in lighter figures."""

    def __init__(self, labels: Sequence[str], name: str = "", *, counts: Sequence[str] = ()) -> None:
        super().__init__(gap=0)
        self.setAccessibleName(name)
        self._counts = list(counts) or [""] * len(labels)
        for label in labels:
            self._add(Option(label, label))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Sequence[str]) -> None:
        self._counts = list(counts)
        for option, count in zip(self.options(), counts, strict=True):
            option.setAccessibleName(f"{option.text()}, {count}" if count else option.text())
            option.updateGeometry()
            option.update()

    def _label(self, option: Option) -> tuple[str, str]:
        return option.text(), self._counts[self._group.id(option)]

    def option_size(self, option: Option) -> QSize:
        px = theme().px
        word, count = self._label(option)
        width = width_of(word, theme().font("small", 600)) + 2 * px(14)
        width += width_of(" " + count, theme().font("small", 500)) if count else 0
        return QSize(max(width, px(60)), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        box(painter, QRectF(self.rect()), theme().radius("button"), theme().color("sunken"))

    def draw_option(self, option: Option) -> None:
        now, px = theme(), theme().px
        painter = painter_on(option)
        rect = QRectF(option.rect()).adjusted(px(2), px(3), -px(2), -px(3))
        on = option.isChecked()
        if on:
            box(painter, rect, px(6), now.color("surface"), now.color("border"))
        elif option.underMouse():
            box(painter, rect, px(6), now.color("hover"))
        word, count = self._label(option)
        font = now.font("small", 600 if on else 500)
        light = now.font("small", 500)
        full = width_of(word, font) + (width_of(" " + count, light) if count else 0) + 2
        left = rect.center().x() - full / 2
        ink = now.color("text" if on else "text_muted")
        words(painter, QRectF(left, 0, full, option.height()), word, font, ink)
        if count:
            start = left + width_of(word, font)
            words(
                painter, QRectF(start, 0, full, option.height()), " " + count, light, now.color("text_muted")
            )


class ThreeWay(Segmented):
    """No, Yes, or not asked: an answer that says when there is none."""

    VALUES = ("no", "yes", "not_asked")

    def __init__(self, name: str, labels: Sequence[str] = ("No", "Yes", "Not asked")) -> None:
        super().__init__(labels, name)
        for option in self.options():
            option.setAccessibleName(f"{name}: {option.text()}")

    def value(self) -> str:
        """ "no", "yes", "not_asked", or "" before anything is chosen."""
        return self.VALUES[self.index()] if self.index() >= 0 else ""

    def set_value(self, value: str) -> None:
        self.select(self.VALUES.index(value) if value in self.VALUES else -1)


class ScaleRow(RadioRow):
    """A scale of 0 to 10 (or 0 to 3): boxes to tap, digits to type, X for 10.

    Signals:
        value_changed: a person chose a value, or took it away (None).
    """

    value_changed = Signal(object)

    def __init__(self, name: str, low: int = 0, high: int = 10, *, client_facing: bool = False) -> None:
        super().__init__(gap=6)
        self._low, self._client_facing = low, client_facing
        self.setAccessibleName(name)
        for value in range(low, high + 1):
            self._add(Option(str(value), f"{name}, {value} of {high}"), 1)
        self.chosen.connect(self._tell)

    def value(self) -> int | None:
        return self.index() + self._low if self.index() >= 0 else None

    def set_value(self, value: int | None) -> None:
        self.select(-1 if value is None else value - self._low)

    def _tell(self, index: int) -> None:
        self.value_changed.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if text == "x":
            self.pick(10 - self._low)
        elif text.isdigit():
            self.pick(int(text) - self._low)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.select(-1)
            self.chosen.emit(-1)
        else:
            super().keyPressEvent(event)

    def option_size(self, option: Option) -> QSize:
        return QSize(theme().px(40), theme().px(56 if self._client_facing else 44))

    def draw_option(self, option: Option) -> None:
        now = theme()
        painter = painter_on(option)
        rect = QRectF(option.rect())
        on = option.isChecked()
        fill = "accent" if on else "hover" if option.underMouse() else "surface"
        box(
            painter,
            rect,
            now.radius("button"),
            now.color(fill),
            now.color("accent" if on else "border_strong"),
        )
        ink = now.color("on_accent" if on else "text")
        words(painter, rect, option.text(), now.font("body", 600), ink, Qt.AlignmentFlag.AlignCenter)
