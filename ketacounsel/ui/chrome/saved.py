"""Whether the last words are on disk: one place, one width, so that nothing jumps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.paint import draw_icon, painter_on, width_of, words


class SavedStatus(QLabel):
    """Nothing, Saving…, Saved 15:01, or Not on disk. Spoken only when words come back on disk or leave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role, self._words = "", "text_muted", ""
        self._lost = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_nothing()

    def show_nothing(self) -> None:
        self._put("", "", "text_muted", "")

    def show_saved(self, clock: str) -> None:
        """`clock` is the last write that reached the disk, as "15:01"."""
        came_back, self._lost = self._lost, False
        self._put(f"Saved {clock}", "check", "text_muted", f"All work saved at {clock}")
        if came_back:
            announce(self, f"Saved {clock}. Everything is on disk again.")

    def show_saving(self) -> None:
        """Only where the disk is slow. Painted now: while it is written to, nothing else can be."""
        if not self._lost:
            self._put("Saving…", "", "text_muted", "Saving")
            self.repaint()

    def show_not_on_disk(self) -> None:
        is_new, self._lost = not self._lost, True
        self._put("Not on disk", "triangle-alert", "warning", "Not on disk")
        if is_new:
            announce(self, "Not on disk. What you typed is still here.")

    def _put(self, text: str, icon: str, role: str, spoken: str) -> None:
        self._words, self._icon, self._role = text, icon, role
        self.setText(text)
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(24) + width_of("Saved 00:00", theme().font("small")) + px(4), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._words:
            return
        now, px = theme(), theme().px
        painter = painter_on(self)
        font = now.font("small", 600 if self._lost else 400)
        width = width_of(self._words, font) + 2
        left = self.width() - width
        words(painter, QRectF(left, 0, width, self.height()), self._words, font, now.color(self._role))
        if self._icon:
            tone = "accent" if self._icon == "check" else "warning_mark"
            draw_icon(painter, self._icon, tone, 16, left - px(22), self.height() / 2)
