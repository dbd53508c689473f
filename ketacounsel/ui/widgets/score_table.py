"""The chart's twin in rows: date, value, band, change, place. It sorts and it copies."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ketacounsel.core.series import ChartInput, TableRow, table_rows

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Date", "Score", "Band", "Change", "Place")
FIGURES = (1, 3)
SORT_KEYS = (
    lambda row: row.on,
    lambda row: row.value,
    lambda row: row.value,
    lambda row: row.change if row.change is not None else 0.0,
    lambda row: row.on,
)


class ScoreTableModel(QAbstractTableModel):
    """Rows of one measure; the newest stands on top until a head is clicked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TableRow] = []

    def set_chart(self, chart: ChartInput) -> None:
        self.beginResetModel()
        self._rows = list(reversed(table_rows(chart)))
        self.endResetModel()

    def row_at(self, row: int) -> TableRow:
        return self._rows[row]

    def as_text(self) -> str:
        """The whole table for the clipboard, columns parted by tabs."""
        return "\n".join("\t".join(line) for line in (COLUMNS, *(_cells(row) for row in self._rows)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]} {_cells(row)[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in FIGURES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=SORT_KEYS[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


def _cells(row: TableRow) -> tuple[str, ...]:
    return row.date_words, row.value_words, row.band, row.change_words, row.place[:1].upper() + row.place[1:]
