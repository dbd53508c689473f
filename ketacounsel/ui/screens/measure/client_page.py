"""The whole window while the client has the computer: the questions, the text size, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import SittingId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.client_choice import BigButton
from ketacounsel.ui.parts.client_form import ClientForm
from ketacounsel.ui.parts.counselor_pin import CounselorPinSheet
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import look_of
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import Box, column, holder, row, rule
from ketacounsel.ui.widgets.paint import painter_on, width_of, words
from ketacounsel.ui.widgets.text import Text, TextBlock

LARGER = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
MOST = 1.5
LOW_PX = 600
KEPT = "Your answers are saved on this computer, for your counselor."


class TextSizeButton(BigButton):
    """A small A, a large A, and what they do."""

    def __init__(self) -> None:
        super().__init__("Text size", "soft")

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(78) + width_of(self.text(), theme().font("row")), px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px = theme(), theme().px
        painter = painter_on(self)
        ink = now.color(self._paint_ground(painter, look_of(self.kind)))
        high = self.height()
        words(painter, QRectF(px(16), px(1), px(16), high), "A", now.font("row"), ink)
        words(painter, QRectF(px(33), 0, px(20), high), "A", now.font("prompt"), ink)
        words(painter, QRectF(px(60), 0, self.width() - px(60), high), self.text(), now.font("row"), ink)


class ClientPage(QWidget):
    """No way leads from here to the record but the counselor's PIN.

    Signals:
        handed_back: the counselor proved who they are.
        completed: the client came to the end.
    """

    handed_back = Signal()
    completed = Signal()

    def __init__(self, desk: Desk, sitting_id: SittingId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._size_before = theme().scale
        self.form = ClientForm(desk, sitting_id)
        self.form.completed.connect(self.completed)
        self.size_button = TextSizeButton()
        self.size_button.clicked.connect(self._larger)
        self.hand_back = BigButton("Hand back to your counselor", "soft")
        self.hand_back.clicked.connect(self.ask_for_pin)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+H"), self)
        shortcut.activated.connect(self.ask_for_pin)
        self._kept = TextBlock(KEPT, "row", "muted", 400)
        self._kept.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._heading = Text("How you have been", "reading", "muted")
        self._head: Box = row(self._heading, None, self.size_button, margins=(40, 12, 40, 8))
        self._foot: Box = row(IconLabel("lock-keyhole", "text_muted", 18), gap=8, margins=(40, 10, 40, 10))
        self._foot.addWidget(self._kept, 1)
        self._foot.put(self.hand_back)
        self._foot_holder = holder(column(rule(), self._foot, gap=0))
        body = column(self._head, gap=0)
        body.addWidget(self.form, 1)
        body.put(self._foot_holder)
        self.setLayout(body)
        hub().changed.connect(self._name_size)
        self._name_size()

    def ask_for_pin(self) -> None:
        """The way back. Closing the sheet goes on with the questions."""
        if self.window().findChildren(CounselorPinSheet):
            return
        self.desk.autosave.flush()
        sheet = CounselorPinSheet(self.desk)
        sheet.proved.connect(self.handed_back)
        sheet.open_over(self)

    def restore_size(self) -> None:
        """The size the counselor works with."""
        if theme().scale != self._size_before:
            self.desk.dress.choose_size(self._size_before)

    def _larger(self) -> None:
        """A size up each time, then back to the first."""
        first = min(self._size_before, MOST)
        steps = [size for size in LARGER if first <= size <= max(MOST, first)]
        now = theme().scale
        larger = next((size for size in steps if size > now), steps[0])
        self.desk.dress.choose_size(larger)

    def _name_size(self) -> None:
        self.size_button.setAccessibleDescription(f"Now {round(theme().scale * 100)} %")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In little height the way back moves up beside the text size, and the room goes to the question."""
        low = self.height() / theme().scale < LOW_PX
        if low != self._foot_holder.isHidden():
            if low:
                self._head.insertWidget(0, self.hand_back)
            else:
                self._foot.addWidget(self.hand_back)
            self._heading.setVisible(not low)
            self._foot_holder.setVisible(not low)
