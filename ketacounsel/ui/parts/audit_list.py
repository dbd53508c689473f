"""The lines of the audit in a list of any length: read in pieces while it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketacounsel.core.audit import REFUSED, AuditFilter, AuditLine
from ketacounsel.core.audit_words import CATEGORY_WORDS
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.layout import column
from ketacounsel.ui.widgets.paint import draw_icon, words
from ketacounsel.ui.widgets.rows import LongList, RowDelegate
from ketacounsel.ui.widgets.text import TextBlock
from ketacounsel.ui.widgets.when import say_date, say_time

PIECE: Final = 200
ROW: Final = Qt.ItemDataRole.UserRole
LEAST_HIGH, ROW_H = 280, 44
NONE = "No line like this."
Index = QModelIndex | QPersistentModelIndex
Read = Callable[[AuditFilter], Sequence[AuditLine]]


def when_words(line: AuditLine) -> str:
    """Thu 15 Oct 2026, 14:30, on the clock of the computer that wrote the line."""
    return f"{say_date(line.local_at.date())}, {say_time(line.local_at.time())}"


def what_words(line: AuditLine) -> str:
    """What was done; a refusal says so and why."""
    refused = "refused" if line.outcome == REFUSED else ""
    return ", ".join(part for part in (line.words, refused, line.reason) if part)


class AuditModel(QAbstractListModel):
    """The newest lines first; older ones are read when somebody comes near them."""

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._wanted = AuditFilter()
        self._lines: list[AuditLine] = []
        self._more = False

    def show(self, wanted: AuditFilter) -> None:
        """Lines like these."""
        self.beginResetModel()
        self._wanted = wanted
        self._lines = list(self._read(replace(wanted, limit=PIECE)))
        self._more = len(self._lines) == PIECE
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        older = self._read(replace(self._wanted, limit=PIECE, before_seq=self._lines[-1].seq))
        self._more = len(older) == PIECE
        if older:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(older) - 1)
            self._lines.extend(older)
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return what_words(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (when_words(line), what_words(line), line.client, f"by {line.by}" if line.by else "")
            return ", ".join(part for part in parts if part)
        return line if role == ROW else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column, the width it needs, and how late it gives way when there is little room."""

    key: str
    least: int
    rank: int


COLUMNS = (
    Column("when", 184, 8),
    Column("what", 208, 9),
    Column("client", 140, 7),
    Column("kind", 148, 5),
    Column("by", 120, 4),
)


class AuditDelegate(RowDelegate):
    """One line of text in columns; what has no room is still said aloud."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(ROW_H, parent)
        self._columns = tuple(columns)

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        line = index.data(ROW)
        if not isinstance(line, AuditLine):
            return
        now, px = theme(), theme().px
        refused = line.outcome == REFUSED
        for one, left, wide in self._placed(rect.width()):
            place = QRectF(rect.left() + left, rect.top(), wide - px(12), rect.height() - 1)
            if one.key == "what":
                if refused:
                    draw_icon(painter, "triangle-alert", "warning_mark", 16, place.left(), place.center().y())
                    place.setLeft(place.left() + px(24))
                ink = "warning" if refused else "text"
                words(painter, place, what_words(line), now.font("body", 500), now.color(ink))
            else:
                words(painter, place, _cell(one.key, line), now.font("small"), now.color("text_muted"))

    def _placed(self, width: float) -> list[tuple[Column, float, float]]:
        px, shown = theme().px, list(self._columns)
        room = width - px(16)
        while len(shown) > 1 and sum(px(one.least) for one in shown) > room:
            shown.remove(min(shown, key=lambda one: one.rank))
        spare = max(0.0, room - sum(px(one.least) for one in shown))
        left, placed = float(px(12)), []
        for one in shown:
            wide = px(one.least) + (spare if one.key == "what" else 0.0)
            placed.append((one, left, wide))
            left += wide
        return placed


def _cell(key: str, line: AuditLine) -> str:
    match key:
        case "when":
            return when_words(line)
        case "client":
            return line.client
        case "kind":
            return CATEGORY_WORDS[line.category]
        case _:
            return line.by


class AuditList(QWidget):
    """The list, and a sentence where it is empty. Without `clients` no name of a client is drawn."""

    def __init__(self, read: Read, *, clients: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns = [one for one in COLUMNS if clients or one.key != "client"]
        self.model = AuditModel(read, self)
        self.list = LongList("Lines of the audit", AuditDelegate(columns))
        self.list.setModel(self.model)
        self.list.setMinimumHeight(theme().px(LEAST_HIGH))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._none = TextBlock(NONE, "body", "muted")
        self.setLayout(column(self._none, self.list, gap=0))

    def show_lines(self, wanted: AuditFilter) -> None:
        """Lines like these, from the newest."""
        self.model.show(wanted)
        empty = self.model.rowCount() == 0
        self._none.setVisible(empty)
        self.list.setVisible(not empty)
        self.list.scrollToTop()
