"""The steps at the left of a wizard: where we are, what is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ketacounsel.ui.chrome.mark import Mark
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, words
from ketacounsel.ui.widgets.text import Text, TextBlock

WIDTH = 340


class StepLine(QLabel):
    """One step, 48 high: a number or a tick in a circle, and its name."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._number, self._title, self._state = number, title, "to do"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_state("to do")

    def set_state(self, state: str) -> None:
        """done, now or to do."""
        self._state = state
        spoken = {"done": ", done", "now": ", this step"}.get(state, "")
        self.setAccessibleName(f"Step {self._number}, {self._title}{spoken}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), theme().px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        middle = self.height() / 2
        circle = QRectF(0, middle - px(12), px(24), px(24))
        if self._state == "done":
            box(painter, circle, px(12), now.color("accent_tint"))
            draw_icon(painter, "check", "accent", 14, px(5), middle)
        else:
            here = self._state == "now"
            fill, edge = ("accent", "accent") if here else ("rail", "border_strong")
            ink = now.color("on_accent" if here else "text_muted")
            box(painter, circle, px(12), now.color(fill), now.color(edge), 1.5 * now.scale)
            centre = Qt.AlignmentFlag.AlignCenter
            words(painter, circle, str(self._number), now.font("caption", 600), ink, centre)
        here = self._state == "now"
        font, tone = now.font("body", 600 if here else 500), now.color("text" if here else "text_muted")
        words(painter, QRectF(px(36), 0, self.width() - px(36), self.height()), self._title, font, tone)


class StepColumn(QFrame):
    """The mark, the steps, and a word on what they ask for."""

    def __init__(self, titles: Sequence[str], icon: str) -> None:
        super().__init__()
        self.setProperty("role", "steps")
        self.setAccessibleName("Steps")
        self._lines = [StepLine(number, title) for number, title in enumerate(titles, start=1)]
        self._about = TextBlock("", "small", "muted")
        name = Text("KetaCounsel", "section")
        lay = column(gap=0, margins=(32, 40, 24, 36))
        lay.put(row(Mark(40), name, None, gap=12), 44, *self._lines, None)
        foot = row(gap=8)
        foot.addWidget(IconLabel(icon, "text_muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._about, 1)
        lay.put(foot)
        self.setLayout(lay)
        self._rescale()
        hub().changed.connect(self._rescale)

    def show_step(self, at: int, about: str) -> None:
        """Tick what is behind us; `about` stands at the foot."""
        for place, line in enumerate(self._lines):
            line.set_state("done" if place < at else "now" if place == at else "to do")
        self._about.setText(about)

    def _rescale(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
