"""One item of a questionnaire on the counselor's table: its words and a column for each answer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ketacounsel.core.measures import Choice, Item
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.paint import box, painter_on, words
from ketacounsel.ui.widgets.radios import Option, RadioRow
from ketacounsel.ui.widgets.text import Text, TextBlock

NUMBER_PX = 28
WIDE_PX, NARROW_PX = 84, 48
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_YES_NO = {"y": "Yes", "n": "No"}


def cell_px(choices: int, narrow: bool) -> int:
    """How wide a column of answers is."""
    if narrow:
        return NARROW_PX
    return WIDE_PX if choices <= 4 else WIDE_PX - 10


class Cell(Option):
    """One answer of one item: its points in a box of 36 within 44."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ItemRow(RadioRow):
    """Digits answer by points and move on; Delete takes the answer away; Up and Down walk the items.

    Signals:
        answered: a person answered, or took the answer away (item key, int | None).
        step_requested: the next (1) or the previous (-1) item should have the keyboard.
    """

    answered = Signal(str, object)
    step_requested = Signal(int)

    def __init__(self, number: str, item: Item, choices: tuple[Choice, ...]) -> None:
        super().__init__(gap=0, margins=(0, 2, 0, 2))
        self.item, self.choices = item, choices
        self._narrow = False
        self.setAccessibleName(item.text)
        self._words = TextBlock(item.text, "body")
        self._mark = Text("Not answered", "small", "warning", 500)
        self._missing = holder(row(IconLabel("info", "warning", 16), self._mark, None, gap=6))
        self._number = Text(number, "body", "faint")
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._row.put(self._number)
        self._row.addLayout(column(None, self._words, self._missing, None, gap=2, margins=(0, 4, 16, 4)), 1)
        for choice in choices:
            self._add(Cell(str(choice.value), f"{item.text}: {choice.value}, {choice.text}"))
        self.setFocusProxy(self.options()[0])
        self.chosen.connect(lambda at: self.answered.emit(item.key, self.choices[at].value))
        self.mark_missing(False)
        self._rescale()
        hub().changed.connect(self._rescale)

    def value(self) -> int | None:
        return self.choices[self.index()].value if self.index() >= 0 else None

    def set_value(self, value: int | None) -> None:
        at = next((i for i, choice in enumerate(self.choices) if choice.value == value), -1)
        self.select(at)

    def mark_missing(self, missing: bool) -> None:
        """Say below the words that this one was passed over."""
        self._missing.setVisible(missing)

    def set_asked(self, asked: bool) -> None:
        """An item whose condition does not hold stays in its place, and can't be answered."""
        for option in self.options():
            option.setEnabled(asked)
        self._words.set_tone("text" if asked else "faint")

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.options()[0].isEnabled()

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            for option in self.options():
                option.updateGeometry()

    def type_key(self, text: str) -> bool:
        """A digit, or y and n where the answers are Yes and No. True when it was an answer."""
        wanted = _YES_NO.get(text.lower())
        for at, choice in enumerate(self.choices):
            if text == str(choice.value) or (wanted is not None and choice.text == wanted):
                self.pick(at)
                self.step_requested.emit(1)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLEAR:
            self.select(-1)
            self.focus_first()
            self.answered.emit(self.item.key, None)
        elif event.key() in _STEPS:
            self.step_requested.emit(_STEPS[Qt.Key(event.key())])
        elif not (event.text() and self.type_key(event.text())):
            super().keyPressEvent(event)

    def option_size(self, option: Option) -> QSize:
        return QSize(theme().px(cell_px(len(self.choices), self._narrow)), theme().px(44))

    def draw_option(self, option: Option) -> None:
        now, px = theme(), theme().px
        painter = painter_on(option)
        centre = QRectF(option.rect()).center()
        rect = QRectF(0, 0, px(36), px(36))
        rect.moveCenter(QPointF(round(centre.x()), round(centre.y())))
        on, able = option.isChecked(), option.isEnabled()
        fill = "accent" if on else "sunken" if not able else "hover" if option.underMouse() else "surface"
        edge = "accent" if on else "border_strong" if able else "border"
        box(painter, rect, now.radius("button"), now.color(fill), now.color(edge))
        ink = "on_accent" if on else "text" if able else "text_faint"
        words(
            painter, rect, option.text(), now.font("body", 600), now.color(ink), Qt.AlignmentFlag.AlignCenter
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing of its own: the card is the ground."""

    def _rescale(self) -> None:
        self._number.setFixedWidth(theme().px(NUMBER_PX))
