"""The client list as a model: values in, one spoken sentence a row out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ketacounsel.core.names import folded
from ketacounsel.core.series import signed
from ketacounsel.core.today import ClientRow
from ketacounsel.ui.when import day_of_month, day_words, local, near_day, near_day_and_time

ROW = Qt.ItemDataRole.UserRole
MEASURE_TITLES = {"phq9": "PHQ-9", "gad7": "GAD-7", "pcl5": "PCL-5", "who5": "WHO-5"}
SORTS = ("name", "last infusion", "next session", "PHQ-9")
Index = QModelIndex | QPersistentModelIndex


class ClientModel(QAbstractListModel):
    """All rows of a filter, then those that match what was typed, in the chosen order."""

    def __init__(self, zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now: datetime | None = None
        self._all: tuple[ClientRow, ...] = ()
        self._shown: tuple[ClientRow, ...] = ()
        self._words, self._sort = "", SORTS[0]

    def put(self, rows: Sequence[ClientRow], now: datetime) -> None:
        """Show these rows, as read at `now`."""
        self._all, self._now = tuple(rows), now
        self._choose()

    def filter(self, words: str) -> None:
        """Keep rows whose name or file number holds the words."""
        self._words = folded(words)
        self._choose()

    def sort_by(self, sort: str) -> None:
        """One of SORTS."""
        self._sort = sort
        self._choose()

    def row_at(self, index: Index) -> ClientRow:
        return self._shown[index.row()]

    def position_of(self, client_id: str) -> int:
        """Its place in the list, −1 when it is not shown."""
        return next((place for place, row in enumerate(self._shown) if row.client_id == client_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return row if role == ROW else None

    def spoken(self, row: ClientRow) -> str:
        """The row as a screen reader says it."""
        near = self.next_words(row)
        following = {"—": "", "None booked": "no session booked"}.get(near, f"next session {near}")
        last = self.infusion_words(row)
        parts = (
            row.name,
            row.course_words,
            "" if last == "—" else f"last infusion {last}",
            self._spoken_score(row),
            following,
            row.attention[1],
        )
        return ", ".join(part for part in parts if part)

    def _spoken_score(self, row: ClientRow) -> str:
        if not row.scores:
            return ""
        title = MEASURE_TITLES.get(row.measure_id, row.measure_id.upper())
        if row.change is None:
            return f"{title} {row.scores[-1]}"
        way = "no change" if not row.change else f"{'up' if row.change > 0 else 'down'} {abs(row.change)}"
        return f"{title} {row.scores[-1]}, {way} since baseline"

    # -- the cells in words ---------------------------------------------------------------------

    def infusion_words(self, row: ClientRow) -> str:
        at = row.last_infusion_at
        if at is None or self._now is None:
            return "—"
        near = near_day(at, self._now, row.zone)
        return near if near == "Today" else day_words(at, row.zone)

    def seen_words(self, row: ClientRow) -> str:
        at = row.last_seen_at
        if at is None or self._now is None:
            return "—"
        near = near_day(at, self._now, self._zone)
        return near if near == "Today" else day_of_month(local(at, self._zone).date())

    def next_words(self, row: ClientRow) -> str:
        at = row.next_session_at
        if at is None or self._now is None:
            return "None booked" if row.none_booked else "—"
        return near_day_and_time(at, self._now, self._zone)

    def change_words(self, row: ClientRow) -> str:
        if not row.scores:
            return ""
        if row.change is None:
            return "first" if len(row.scores) == 1 else "baseline"
        return signed(row.change)

    def _choose(self) -> None:
        self.beginResetModel()
        rows = self._all
        if self._words:
            rows = tuple(r for r in rows if self._words in folded(r.name) or self._words in folded(r.file_no))
        self._shown = tuple(self._ordered(rows))
        self.endResetModel()

    def _ordered(self, rows: Sequence[ClientRow]) -> Sequence[ClientRow]:
        if self._sort == "last infusion":
            return sorted(rows, key=lambda r: -_stamp(r.last_infusion_at, 0.0))
        if self._sort == "next session":
            return sorted(rows, key=lambda r: _stamp(r.next_session_at, 1e12))
        if self._sort == "PHQ-9":
            return sorted(rows, key=lambda r: -(r.scores[-1] if r.scores else -1))
        return rows


def _stamp(at: datetime | None, missing: float) -> float:
    return missing if at is None else at.timestamp()
