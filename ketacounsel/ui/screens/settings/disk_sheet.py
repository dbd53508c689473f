"""The records file as anybody finds it on the disk: its first bytes, and that nothing can be read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce, named
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.paint import painter_on
from ketacounsel.ui.widgets.text import TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.safekeeping import OnDisk, SafeKeeping

A_LINE = 8
UNREADABLE = (
    "Nothing in it can be read without the key. A file that is not encrypted begins with “SQLite format 3”."
)
READABLE = "This file can be read by anybody who has it. Make no changes, and restore a backup."


def dump(first: bytes) -> tuple[str, ...]:
    """Eight bytes a line: in figures, and as the signs they would be."""
    lines = []
    for at in range(0, len(first), A_LINE):
        piece = first[at : at + A_LINE]
        figures = " ".join(f"{byte:02x}" for byte in piece)
        signs = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in piece)
        lines.append(f"{figures:<{3 * A_LINE}} {signs}")
    return tuple(lines)


class Bytes(QLabel):
    """The dump in a face whose signs are all of one width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._lines: tuple[str, ...] = ()
        named(self, "The first bytes of the file")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bytes(self, first: bytes) -> None:
        self._lines = dump(first)
        self.setAccessibleDescription(f"{len(first)} bytes without any word in them")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        widest = max((metrics.horizontalAdvance(line) for line in self._lines), default=0)
        return QSize(widest + 2, theme().px(22) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def _font(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme().px(14))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.setFont(self._font())
        painter.setPen(theme().color("text"))
        for place, line in enumerate(self._lines):
            painter.drawText(0, theme().px(22) * place + theme().px(16), line)


class DiskSheet(Sheet):
    """Read when it is opened."""

    def __init__(self, desk: Desk, kept: SafeKeeping) -> None:
        super().__init__("The file as it is on disk")
        self.where, self.bytes = TextBlock("", "small", "muted"), Bytes()
        self.said = TextBlock("", "body", "text")
        self.done = Button("Close", "secondary")
        self.done.clicked.connect(self.dismiss)
        self.body.put(self.where, self.bytes, self.said)
        self.foot.put(None, self.done)
        desk.jobs.run(kept.on_disk, self._show, self._fail)

    def focus_first(self) -> None:
        self.done.setFocus()

    def _show(self, found: OnDisk) -> None:
        if not self.is_open:
            return
        self.where.setText(f"{found.path}\n{found.size:,} bytes. These are the first {len(found.first)}:")
        self.bytes.show_bytes(found.first)
        self.said.setText(READABLE if found.readable else UNREADABLE)
        self.said.set_tone("danger" if found.readable else "text")
        announce(self, self.said.text())
        self.place_panel()

    def _fail(self, problem: Exception) -> None:
        if self.is_open:
            self.said.setText(words_for(problem))
