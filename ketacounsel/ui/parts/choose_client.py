"""Choosing a client: type a few letters, Enter takes the first. Those in care come first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import TextBlock

SHOWN = 6

Chosen = Callable[[ClientId], object]


class _FindField(TextField):
    """Down goes to the list."""

    def __init__(self, on_down: Callable[[], None]) -> None:
        super().__init__("Name or file number", placeholder="Name or file number", icon="search")
        self._on_down = on_down

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._on_down()
        else:
            super().keyPressEvent(event)


class ChooseClientSheet(Sheet):
    """One field and up to six clients."""

    def __init__(self, desk: Desk, title: str, chosen: Chosen, near: Sequence[RowView]) -> None:
        super().__init__(title)
        self._desk, self._chosen, self._near = desk, chosen, list(near[:SHOWN])
        self._field = _FindField(self._to_list)
        self._rows = RowList("Clients found")
        self._none = TextBlock("", "body", "muted")
        self._field.text_edited.connect(self._show)
        self._field.returnPressed.connect(self._take_first)
        self._rows.opened.connect(self._take)
        self.body.put(self._field, self._rows, self._none)
        self._show("")

    def _show(self, typed: str) -> None:
        words = typed.strip()
        found = self._found(words) if words else self._near
        self._rows.set_rows(found)
        self._none.setText("" if found or not words else f"No client matches “{words}”.")
        self._none.setVisible(bool(self._none.text()))
        if self._none.text():
            announce(self, self._none.text())
        self.place_panel()

    def _found(self, words: str) -> list[RowView]:
        return [
            RowView(client_id, name, f"{file_no} · {status}" if status != "active" else file_no)
            for client_id, name, file_no, status in self._desk.clients.find(words, SHOWN)
        ]

    def _to_list(self) -> None:
        for button in self._rows.buttons()[:1]:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_first(self) -> None:
        for button in self._rows.buttons()[:1]:
            self._take(button.view.key)

    def _take(self, client_id: str) -> None:
        chosen = self._chosen
        self.dismiss()
        chosen(ClientId(client_id))


def open_choose_client(
    desk: Desk, title: str, over: QWidget, chosen: Chosen, near: Sequence[RowView] = ()
) -> ChooseClientSheet:
    """Open the sheet; `chosen` hears who it is. `near`, keyed by client, stand there before a letter."""
    sheet = ChooseClientSheet(desk, title, chosen, near)
    sheet.open_over(over)
    return sheet
