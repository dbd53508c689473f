"""The palette's lines: headings and entries, the matched letters bold and underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ketacounsel.ui.key_list import key_words
from ketacounsel.ui.palette.entries import Entry, Span
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import box, draw_icon, width_of, words

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
HEAD, LINE, THIN = 36, 58, 48


class LineModel(QAbstractListModel):
    """The entries on show; headings can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def rows(self) -> list[int]:
        """Rows that can be chosen."""
        return [row for row, entry in enumerate(self._entries) if entry.run is not None]

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if self._entries[index.row()].run is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return entry if role == ENTRY_ROLE else None


class LineDelegate(QStyledItemDelegate):
    """Paints headings and entries."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        high = HEAD if entry.run is None else LINE if entry.detail else THIN
        return QSize(theme().px(200), theme().px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        now, px, rect = theme(), theme().px, QRectF(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if entry.run is None:
            place = rect.adjusted(px(20), px(4), -px(20), 0)
            words(painter, place, entry.title, now.font("caption", 600), now.color("text_muted"))
        else:
            self._paint_entry(painter, rect, entry, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry, chosen: bool) -> None:
        now, px = theme(), theme().px
        middle = rect.center().y()
        if chosen:
            box(painter, rect.adjusted(px(8), 0, -px(8), 0), px(8), now.color("accent_tint"))
        draw_icon(painter, entry.icon, "accent" if chosen else "text_muted", 20, rect.left() + px(20), middle)
        right = self._paint_keys(painter, rect, entry, chosen)
        left, high = rect.left() + px(56), px(20)
        top = middle - px(20) if entry.detail else middle - high / 2
        paint_marked(painter, QRectF(left, top, right - left, high), entry.title, entry.marks)
        if entry.detail:
            below = QRectF(left, middle + px(2), right - left, px(16))
            words(painter, below, entry.detail, now.font("caption"), now.color("text_muted"))

    def _paint_keys(self, painter: QPainter, rect: QRectF, entry: Entry, chosen: bool) -> float:
        """The keys at the right; returns where the words end."""
        now, px = theme(), theme().px
        said = "Enter opens" if chosen and not entry.keys else key_words(entry.keys)
        if not said:
            return rect.right() - px(20)
        font = now.font("caption", 500)
        wide = width_of(said, font) + px(14)
        place = QRectF(rect.right() - px(20) - wide, rect.center().y() - px(10), wide, px(20))
        box(painter, place, px(4), now.color("surface" if chosen else "bg"), now.color("border"))
        words(painter, place, said, font, now.color("text_muted"), Qt.AlignmentFlag.AlignCenter)
        return place.left() - px(12)


def paint_marked(painter: QPainter, rect: QRectF, title: str, spans: Sequence[Span]) -> None:
    """A title with its matched stretches bold, underlined and in the accent: never colour alone."""
    now = theme()
    plain = now.font("body", 500)
    strong = QFont(now.font("body", 700))
    strong.setUnderline(True)
    left, at = rect.left(), 0
    for start, end in (*spans, (len(title), len(title))):
        for part, font, ink in ((title[at:start], plain, "text"), (title[start:end], strong, "accent")):
            if part and left < rect.right():
                room = QRectF(left, rect.top(), rect.right() - left, rect.height())
                words(painter, room, part, font, now.color(ink))
                left += width_of(part, font)
        at = end


class LineList(QListView):
    """The lines; the keyboard stays in the field above."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineModel()
        self.setModel(self.lines)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Found")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show them, the first one chosen."""
        self.lines.show_entries(entries)
        rows = self.lines.rows()
        if rows:
            self._choose(rows[0])
        self.scrollToTop()

    def step(self, by: int) -> None:
        """To the next line that can be chosen; round at the ends."""
        rows = self.lines.rows()
        if rows:
            now = self.currentIndex().row()
            at = rows.index(now) if now in rows else -1
            self._choose(rows[(at + by) % len(rows)])

    def chosen(self) -> Entry | None:
        """The line that Enter opens."""
        index = self.currentIndex()
        return self.lines.entry(index.row()) if index.isValid() and index.row() in self.lines.rows() else None

    def wanted_height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(self.lines.rowCount()))

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(self.lines.index(row))
