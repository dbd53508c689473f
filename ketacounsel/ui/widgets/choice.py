"""Choices that are painted but are real radio buttons and check boxes to keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.checkable import Checkable
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words


class Option(Checkable, QRadioButton):
    """One segment, tab or scale value; the row it stands in decides how it is drawn."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        row_around = self.parentWidget()
        return row_around.option_size(self) if isinstance(row_around, RadioRow) else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        row_around = self.parentWidget()
        if isinstance(row_around, RadioRow):
            row_around.draw_option(self)


class RadioRow(QFrame):
    """A row of Options of which one or none is on.

    Signals:
        chosen: the index that a person picked (never sent by select()).
    """

    chosen = Signal(int)

    def __init__(self, gap: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._row = row(gap=gap, margins=margins)
        self.setLayout(self._row)
        self._group.idClicked.connect(self.chosen)

    def draw_option(self, option: Option) -> None:
        """How one of mine looks."""
        raise NotImplementedError

    def option_size(self, option: Option) -> QSize:
        """How big one of mine wants to be."""
        raise NotImplementedError

    def options(self) -> list[Option]:
        return [button for button in self._group.buttons() if isinstance(button, Option)]

    def index(self) -> int:
        """The picked index, or -1."""
        return self._group.checkedId()

    def select(self, index: int) -> None:
        """Show a stored choice; -1 for none."""
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)
        elif (current := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            current.setChecked(False)
            self._group.setExclusive(True)
            self._one_tab_stop()

    def _one_tab_stop(self) -> None:
        """With nothing chosen, Tab enters at the first option; Qt sees to the rest."""
        for place, option in enumerate(self.options()):
            option.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)

    def _add(self, option: Option, stretch: int = 0) -> None:
        place = len(self._group.buttons())
        option.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
        self._group.addButton(option, place)
        self._row.addWidget(option, stretch)

    def focus_first(self) -> None:
        """Put the keyboard on the chosen option, or on the first."""
        button = self._group.checkedButton() or self._group.button(0)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, index: int) -> None:
        """Choose as a person would: by key."""
        button = self._group.button(index)
        if button is not None:
            button.setFocus()
            button.click()


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
