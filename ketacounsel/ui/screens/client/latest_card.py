"""The latest entries of the record: each in one line that opens the thing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ketacounsel.core.workspace import Entry
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import day_words
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import chip_width, paint_chip
from ketacounsel.ui.widgets.paint import box, draw_icon, painter_on, width_of, words
from ketacounsel.ui.widgets.text import TextBlock
from ketacounsel.ui.widgets.tip import set_tip

ICONS = {
    "infusion": ("infusion", "infusion"),
    "session": ("session", "accent"),
    "measure": ("measure", "text_muted"),
    "note": ("sign", "text_muted"),
    "plan": ("safety_ok", "text_muted"),
}
HEIGHT, DATE_WIDTH, WORDS_LEFT, NARROW = 48, 84, 130, 480


class EntryButton(QPushButton):
    """Icon, day, what it was and how it went, and what became of it."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._day = day_words(entry.at, entry.zone)
        parts = (self._day, entry.title, entry.words, entry.chip)
        self.setAccessibleName(", ".join(part for part in parts if part))
        set_tip(self, f"{entry.title}: {entry.words}" if entry.words else "")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(HEIGHT))

    def focus_rect(self) -> QRect:
        return self.rect().adjusted(-theme().px(8), 2, theme().px(8), -2)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, px, entry = theme(), theme().px, self.entry
        painter = painter_on(self)
        height, right = self.height(), float(self.width())
        painter.fillRect(QRectF(0, 0, self.width(), 1), now.color("border"))
        if self.underMouse():
            box(painter, QRectF(self.rect()).adjusted(0, 3, 0, -2), px(8), now.color("hover"))
        icon, tone = ICONS.get(entry.kind, ("history", "text_muted"))
        draw_icon(painter, icon, tone, 18, px(3), height / 2)
        faint, body = now.color("text_muted"), now.font("body")
        words(painter, QRectF(px(36), 0, px(DATE_WIDTH), height), self._day, body, faint)
        if entry.chip and self.width() >= px(NARROW):
            width = chip_width(entry.chip)
            paint_chip(
                painter, QRectF(right - width, height / 2 - px(12), width, px(24)), entry.chip, "neutral"
            )
            right -= width + px(16)
        left = float(px(WORDS_LEFT))
        title = now.font("body", 500)
        words(painter, QRectF(left, 0, right - left, height), entry.title, title, now.color("text"))
        left += width_of(entry.title, title) + px(4)
        if entry.words and right - left > px(40):
            words(painter, QRectF(left, 0, right - left, height), f"— {entry.words}", body, faint)


class LatestCard(Card):
    """Latest entries.

    Signals:
        opened: a line was pressed (Entry).
        all_requested: the whole list of sessions and notes.
    """

    opened = Signal(object)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Latest entries", dense=True, rows=True, parent=parent)
        self._lines: list[EntryButton] = []
        self._all = Button("All entries", "link")
        self._all.clicked.connect(self.all_requested)
        self.add_head(self._all)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.clear()
        self._lines = []
        self._all.setVisible(bool(entries))
        if not entries:
            self.body.put(TextBlock("What you record will be listed here, newest first.", "body", "muted"))
        for entry in entries:
            line = EntryButton(entry)
            line.clicked.connect(lambda _=False, entry=entry: self.opened.emit(entry))
            self.body.put(line)
            self._lines.append(line)

    def lines(self) -> list[EntryButton]:
        """The lines, newest first."""
        return self._lines
