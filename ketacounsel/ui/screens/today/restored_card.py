"""The records came from a backup: of when, what was planned since then, and the two ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ketacounsel.core.backup_words import restored_words
from ketacounsel.core.backups import KEPT_ASIDE, PlannedSession
from ketacounsel.core.session_words import kind_words
from ketacounsel.core.today import Today
from ketacounsel.ui.when import near_day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import holder
from ketacounsel.ui.widgets.overlay import Question
from ketacounsel.ui.widgets.rows import RowList, RowView
from ketacounsel.ui.widgets.text import Text, TextBlock

if TYPE_CHECKING:
    from ketacounsel.services.backups import Backups

SHOWN = 6
PAUSED = "Backups are paused until you say that everything is there."
PLANNED = "Sessions that were planned since then. What was written about them may be missing."
NONE_PLANNED = "No session was planned since then."
GOING_BACK = (
    "The restored records give way to those from before, which open with their own passphrase. "
    f"What you entered since the restore is kept aside for {KEPT_ASIDE.days} days."
)


class RestoredCard(Card):
    """There until somebody says that everything is there.

    Signals:
        opened: a planned session's client (str).
        confirmed: backups go on.
        going_back: the records from before are wanted; the id of that set (str).
    """

    opened = Signal(str)
    confirmed = Signal()
    going_back = Signal(str)

    def __init__(self, backups: Backups | None) -> None:
        super().__init__("Restored", edge="warning")
        self._backups, self._aside, self._is_whole = backups, "", False
        self._rows: list[RowView] = []
        self._clients: dict[str, str] = {}
        self.words = TextBlock(PAUSED, "body", "muted")
        self.planned = Text("", "small", "text", 600)
        self.list = RowList("Sessions planned since the backup")
        self.list.opened.connect(lambda session: self.opened.emit(self._clients[session]))
        self.all = Button("", "link")
        self.all.clicked.connect(self._show_all)
        self.there = Button("Everything is there", "secondary", "check")
        self.back = Button("Go back to the records from before…", "quiet")
        self.there.clicked.connect(self._on_there)
        self.back.clicked.connect(self._ask_back)
        ways = FlowLayout(12, 8)
        ways.addWidget(self.there)
        ways.addWidget(self.back)
        self.body.put(self.words, 12, self.planned, self.list, self.all, 12, holder(ways))
        self.hide()

    def reread(self, today: Today) -> None:
        """Hidden where nothing was restored, or it was confirmed."""
        restored = self._backups.restored() if self._backups is not None else None
        self.setVisible(restored is not None)
        if restored is None or self._backups is None:
            return
        self.set_title(restored_words(restored, today.now, today.zone))
        self._aside = restored.aside
        self.back.setVisible(bool(restored.aside))
        self._show_planned(self._backups.planned_since(), today)

    def _show_planned(self, planned: tuple[PlannedSession, ...], today: Today) -> None:
        self._clients = {one.id: one.client_id for one in planned}
        self._rows = [RowView(one.id, one.client, _detail(one, today)) for one in planned]
        self.planned.setText(PLANNED if planned else NONE_PLANNED)
        self._draw()

    def _draw(self) -> None:
        shown = self._rows if self._is_whole else self._rows[:SHOWN]
        self.list.set_rows(shown)
        self.all.set_text(f"All {len(self._rows)}")
        self.all.setVisible(len(shown) < len(self._rows))

    def _show_all(self) -> None:
        self._is_whole = True
        self._draw()

    def _on_there(self) -> None:
        if self._backups is not None:
            self._backups.confirm_restored()
        self.hide()
        self.confirmed.emit()

    def _ask_back(self) -> None:
        ask = Question("Go back to the records from before?", GOING_BACK, "Go back to them", "Stay here")
        ask.agreed.connect(lambda: self.going_back.emit(self._aside))
        ask.open_over(self)


def _detail(one: PlannedSession, today: Today) -> str:
    when = near_day_and_time(one.planned_at, today.now, today.zone) if one.planned_at else ""
    return f"{kind_words(one.kind)} · {when}"
