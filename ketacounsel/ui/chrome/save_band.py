"""The band below the top bar while words are not on the disk. It goes by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.rescue_words import Trouble
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import TextBlock

SIDE_BY_SIDE_FROM, LOW_BELOW = 960, 480


class SaveBand(QFrame):
    """What happened, what is safe, what to do.

    Signals:
        retry_requested: try the disk now.
        place_requested: keep the rescue copy somewhere else.
        words_requested: show the words that the record did not take.
    """

    retry_requested = Signal()
    place_requested = Signal()
    words_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("edge", "warning")
        self._what, self._more = TextBlock("", "body", "text", 600), TextBlock("", "small", "text")
        self.place, self.retry = Button("Choose another place…", "secondary"), Button("Try now", "primary")
        self.words = Button("Show them", "secondary")
        self.retry.clicked.connect(self.retry_requested)
        self.place.clicked.connect(self.place_requested)
        self.words.clicked.connect(self.words_requested)
        said = row(gap=16)
        said.addWidget(IconLabel("hard-drive", "warning", 22), 0, Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(column(self._what, self._more, gap=2), 1)
        acts = row(None, gap=12)
        for act in (self.place, self.words, self.retry):
            acts.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        self._disk = False
        self._line = Box(QBoxLayout.Direction.LeftToRight, 16, (24, 14, 24, 14))
        self._line.addLayout(said, 1)
        self._line.addLayout(acts)
        self.setLayout(self._line)
        hub().changed.connect(self._fit)
        self.hide()

    def say(self, trouble: Trouble) -> None:
        """The disk takes nothing; the words are where `trouble` says."""
        self._put(trouble.what, trouble.more, self.place, self.retry)

    def tell(self, refusal: KetaCounselError, *, kept: bool = False) -> None:
        """Something could not be done; nothing waits for the disk. `kept`: its words can be shown."""
        more = " ".join(part for part in (refusal.safe, refusal.todo) if part)
        self._put(refusal.what, more, *((self.words,) if kept else ()))

    def _put(self, what: str, more: str, *acts: Button) -> None:
        before = self.message()
        self._what.setText(what)
        self._more.setText(more)
        self._disk = self.place in acts
        for act in (self.words, self.retry):
            act.setVisible(act in acts)
        self.setAccessibleName(self.message())
        if self.isHidden() or before != self.message():
            announce(self, self.message())
        self._fit()
        self.show()

    def message(self) -> str:
        return f"{self._what.text()} {self._more.text()}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room beside the words, the buttons stand below them; in a low window the field
        being typed into comes first, and only the first line and Try now stay."""
        px = theme().px
        low = self.window().height() < px(LOW_BELOW)
        self._more.setVisible(not low)
        self.place.setVisible(self._disk and not low)
        beside = low or self.width() >= px(SIDE_BY_SIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
