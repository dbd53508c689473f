"""Before you sign: what the note holds, what is missing, and that the private jotting is not in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.ui.screens.note.viewmodel import Note
from ketacounsel.ui.screens.note.words import RISK, check_words, lines_need
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import named
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.paint import draw_icon, painter_on
from ketacounsel.ui.widgets.text import Text, TextBlock

NO_ANSWER = "No answer and no reason yet"
JOTTING = "Private jotting stays apart"
JOTTING_WORDS = "One jotting from this session is kept outside the record. It is not in this note."


class _Tick(QWidget):
    """A tick on a tint when in order, a dashed ring when it is not."""

    def __init__(self, ok: bool, urgent: bool) -> None:
        super().__init__()
        self._ok, self._urgent = ok, urgent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(20), theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = painter_on(self), theme()
        if self._ok:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("accent_tint"))
            painter.drawEllipse(QRectF(self.rect()))
            draw_icon(painter, "check", "accent", 13, (self.width() - now.px(13)) / 2, self.height() / 2)
            return
        pen = QPen(now.color("warning_mark" if self._urgent else "border_strong"), 1.5)
        pen.setDashPattern([2.0, 2.0])
        path = QPainterPath()
        path.addEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.strokePath(path, pen)


class Checklist(Card):
    """Lines to look at. Only the ochre ones bar signing."""

    def __init__(self) -> None:
        super().__init__("Before you sign", dense=True)

    def show_note(self, note: Note) -> None:
        self.clear()
        lines = note.view.checklist
        for words, ok in lines:
            if words == RISK:
                continue
            self._add(check_words(words, ok=ok), "", ok=ok, urgent=False)
        for missing in note.view.unsettled:
            self._add(missing, NO_ANSWER, ok=False, urgent=True)
        waiting = len(note.draft.unsettled)
        self._add(RISK, lines_need(waiting) if waiting else "", ok=not waiting, urgent=True)

    def _add(self, words: str, detail: str, *, ok: bool, urgent: bool) -> None:
        strong = urgent and not ok
        said = TextBlock(words, "body", "text" if ok else "warning" if urgent else "muted")
        said.set_role("body", 600 if strong else None)
        beside = column(said, gap=0)
        if detail:
            beside.put(TextBlock(detail, "caption", "muted"))
        line = QWidget()
        lay = row(_Tick(ok, urgent), gap=12, margins=(0, 8, 0, 8))
        lay.addLayout(beside, 1)
        line.setLayout(lay)
        named(line, f"{words}, {'in order' if ok else detail or 'missing'}")
        self.body.put(line)


class JottingCard(Card):
    """Says that the private jotting is not part of the note."""

    def __init__(self) -> None:
        super().__init__(dense=True)
        self.setAccessibleName(JOTTING)
        head = row(IconLabel("lock-keyhole", size=17), Text(JOTTING, "body", weight=600), None)
        self.body.put(head, 6, TextBlock(JOTTING_WORDS, "small", "muted"))
