"""Two versions of a note beside each other: removed words struck through, new ones underlined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from ketacounsel.core.text_compare import Piece, compare
from ketacounsel.ui.screens.note.line import Line
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.layout import Grid
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text

SAME = "Both read the same."


class CompareSheet(Sheet):
    """Before on the left, after on the right, with − and + in the margin."""

    def __init__(self, title: str, before: str, after: str, heads: tuple[str, str]) -> None:
        super().__init__(title, width=1080)
        grid = Grid(gap=12, row_gap=8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(Text(heads[0], "small", "muted", 600), 0, 1)
        grid.addWidget(Text(heads[1], "small", "muted", 600), 0, 3)
        rows = compare(before, after)
        for place, one in enumerate(rows, start=1):
            self._put(grid, place, 0, one.before, "\u2212" if one.removed else "")
            self._put(grid, place, 2, one.after, "+" if one.added else "")
        if not any(one.removed or one.added for one in rows):
            self.body.put(Text(SAME, "body", "muted"))
        self.body.addLayout(grid)
        close = Button("Close")
        close.clicked.connect(self.dismiss)
        self.foot.put(None, close)

    def _put(self, grid: Grid, place: int, column: int, pieces: tuple[Piece, ...], sign: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Text(sign, "reading", "muted", 600), place, column, top)
        if pieces:
            grid.addWidget(_side(pieces, came=column == 2), place, column + 1, top)


def _side(pieces: tuple[Piece, ...], *, came: bool) -> QWidget:
    spoken = "".join(
        f"[{'added' if came else 'removed'}: {one.text}]" if one.changed else one.text for one in pieces
    )
    line = Line(spoken)
    line.set_read_only()
    line.set_text("".join(one.text for one in pieces))
    look = QTextCharFormat()
    look.setBackground(theme().color("accent_tint" if came else "sunken"))
    look.setFontUnderline(came)
    look.setFontStrikeOut(not came)
    cursor, at = QTextCursor(line.document()), 0
    for one in pieces:
        if one.changed:
            cursor.setPosition(at)
            cursor.setPosition(at + len(one.text.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)
        at += len(one.text.encode("utf-16-le")) // 2
    return line
