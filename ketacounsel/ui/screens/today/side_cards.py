"""The right column of Today: notes to sign, measures due, safety follow-ups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ketacounsel.core.pressing import joined
from ketacounsel.core.today import Today
from ketacounsel.ui.screens.today.words import follow_up_words, note_age, note_when
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.chip import IconLabel
from ketacounsel.ui.widgets.layout import row, rule
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import TextBlock

SHOWN = 5

Opened = Callable[[str], None]


class SideCard(Card):
    """A few rows; beyond five, one line shows all of them."""

    def __init__(self, title: str, count_kind: str, on_open: Opened) -> None:
        super().__init__(title, dense=True, rows=True)
        self._kind = count_kind
        self._rows: tuple[RowView, ...] = ()
        self._list = RowList(title)
        self._list.opened.connect(on_open)
        self._all = Button("", "link")
        self._all.clicked.connect(self._show_all)
        self._is_whole = False
        self.body.put(rule(), self._list, self._all)

    def put(self, rows: Sequence[RowView]) -> None:
        """Show these rows; an empty card hides itself."""
        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        self.set_count(str(len(rows)), self._kind)
        self._draw(len(rows) if self._is_whole else SHOWN)

    def _draw(self, how_many: int) -> None:
        self._list.set_rows(self._rows[:how_many])
        self._all.set_text(f"All {len(self._rows)}")
        self._all.setAccessibleName(f"{self._all.text()}, {self.accessibleName()}")
        self._all.setVisible(how_many < len(self._rows))

    def _show_all(self) -> None:
        """The keyboard goes on with the first row that was not there before."""
        self._is_whole = True
        self._draw(len(self._rows))
        for button in self._list.buttons()[SHOWN : SHOWN + 1]:
            button.show()
            button.setFocus()


class ReminderLine(QWidget):
    """One quiet line with one act: the recovery key was not checked, no backup for days."""

    def __init__(self, icon: str, words: str, act: tuple[str, str], on_act: Callable[[], None]) -> None:
        super().__init__()
        self.button = Button(act[0], "quiet")
        self.button.setAccessibleName(act[1])
        self.button.clicked.connect(on_act)
        self._words = TextBlock(words, "small", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        line = row(IconLabel(icon, "text_muted", 18), gap=10, margins=(20, 0, 10, 0))
        line.addWidget(self._words, 1)
        line.put(self.button)
        self.setLayout(line)

    def say(self, words: str) -> None:
        """Empty hides it."""
        self._words.setText(words)
        self.setVisible(bool(words))


def note_rows(today: Today) -> list[RowView]:
    """Newest first; from two days on the age is marked."""
    rows = []
    for note in today.notes:
        age, late = note_age(note, today.now, today.zone)
        when = note_when(note, today.now, today.zone)
        words = note.place_words or note.title
        place = words[:1].upper() + words[1:]
        chip = (age, "warning", "time_limit") if late else None
        rows.append(RowView(note.id, note.client_name, f"{place} · {when}", "" if late else age, chip))
    return rows


def due_rows(today: Today) -> list[RowView]:
    """One row a client."""
    return [
        RowView(row.client_id, row.client_name, f"{joined(row.titles)} · {row.because}") for row in today.due
    ]


def follow_up_rows(today: Today) -> list[RowView]:
    """Open safety follow-ups, in the one colour kept for safety."""
    rows = []
    for follow_up in today.follow_ups:
        title, detail = follow_up_words(follow_up, today.now, today.zone)
        icon = "call" if follow_up.check_in_at else "safety"
        rows.append(RowView(follow_up.id, title, detail, icon=icon, icon_tone="danger"))
    return rows
