"""Scores as a table: a row for each date, a column for each measure, with the change since the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ketacounsel.core.change import choose_baseline, signed
from ketacounsel.core.measures import Measure
from ketacounsel.core.place import point_of
from ketacounsel.core.sittings import Sitting
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.when import say_date

Index = QModelIndex | QPersistentModelIndex
HOLLOW, PRORATED = "○", "≈"
HOLLOW_NOTE = "○ The time it asks about spans an infusion."
PRORATED_NOTE = "≈ Missing items were filled in by the instrument’s own rule."
CHANGE_NOTE = "In brackets: change since the starting score."


@dataclass(frozen=True, slots=True)
class Cell:
    """One score: what is shown, and what is said aloud."""

    text: str
    spoken: str
    sitting_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """All scores of one day."""

    on: date
    place: str
    cells: Mapping[str, Cell] = field(repr=False)


def lines_of(work: Workspace, measures: Sequence[Measure]) -> tuple[Line, ...]:
    """The newest day first; of two sittings of one measure on a day the later stands."""
    known = {measure.id: measure for measure in measures}
    starts = {measure.id: _start(work, measure) for measure in measures}
    days: dict[date, dict[str, Cell]] = {}
    places: dict[date, str] = {}
    for one in sorted(work.sittings, key=lambda sitting: sitting.taken_at):
        if one.measure_id in known:
            on = local(one.taken_at, one.zone).date()
            days.setdefault(on, {})[one.measure_id] = cell_of(known[one.measure_id], one, starts)
            places[on] = one.place_words
    return tuple(Line(on, places[on], days[on]) for on in sorted(days, reverse=True))


def cell_of(measure: Measure, sitting: Sitting, starts: Mapping[str, Sitting | None]) -> Cell:
    """ "9 mild (−12)"; hollow when an infusion lies within the time it asks about."""
    if not measure.has_total:
        words = sitting.band or "not screened"
        return Cell(words[:1].upper() + words[1:], f"{measure.title} {words}", sitting.id)
    if sitting.total is None:
        return Cell("No total", f"{measure.title}, no total, answers are missing", sitting.id)
    start = starts.get(measure.id)
    change = ""
    if start is not None and start.total is not None and start.id != sitting.id:
        change = signed(sitting.total - start.total)
    mark = HOLLOW if sitting.mixed_window else PRORATED if sitting.status == "prorated" else ""
    band = f", {sitting.band}" if sitting.band else ""
    text = f"{mark} {sitting.total}{f' ({change})' if change else ''}".strip()
    note = ", the time it asks about spans an infusion" if sitting.mixed_window else ""
    since = f", {change} since the start" if change else ""
    return Cell(text, f"{measure.title} {sitting.total}{band}{since}{note}", sitting.id)


def _start(work: Workspace, measure: Measure) -> Sitting | None:
    mine = [one for one in work.sittings if one.measure_id == measure.id]
    given = sorted(
        (point_of(one) for one in work.infusions if point_of(one).was_given), key=lambda one: one.starts_at
    )
    found = choose_baseline(mine, given[0] if given else None)
    return found.sitting if found else None


class ScoresModel(QAbstractTableModel):
    """Date, place, then the measures that were ever given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short = False
        self._lines: tuple[Line, ...] = ()
        self._measures: tuple[Measure, ...] = ()

    def set_lines(self, lines: tuple[Line, ...], measures: Sequence[Measure]) -> None:
        self.beginResetModel()
        given = {key for line in lines for key in line.cells}
        self._lines, self._measures = lines, tuple(one for one in measures if one.id in given)
        self.endResetModel()

    def set_short(self, short: bool) -> None:
        """Dates without their year, in little room."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
            self.layoutChanged.emit()

    def sitting_at(self, row: int, column: int) -> str:
        """The sitting in a cell; in the first columns the only or first one of that day."""
        line = self._lines[row]
        if column >= 2:
            cell = line.cells.get(self._measures[column - 2].id)
            return cell.sitting_id if cell else ""
        return next((cell.sitting_id for cell in line.cells.values()), "")

    def row_of(self, sitting_id: str) -> tuple[int, int]:
        """Row and column of a sitting; (-1, -1) when it is not there."""
        for row, line in enumerate(self._lines):
            for column, measure in enumerate(self._measures):
                cell = line.cells.get(measure.id)
                if cell is not None and cell.sitting_id == sitting_id:
                    return row, column + 2
        return -1, -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2 + len(self._measures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        if column < 2:
            words = (
                say_date(line.on, year=not self._short)
                if column == 0
                else line.place[:1].upper() + line.place[1:]
            )
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if role in shown else None
        cell = line.cells.get(self._measures[column - 2].id)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        said = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return cell.spoken if role in said else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("Date", "Place")[section] if section < 2 else self._measures[section - 2].title
