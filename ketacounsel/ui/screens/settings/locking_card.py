"""When the records lock, and whether the window is kept out of screen sharing where that can be done."""

from __future__ import annotations

import sys

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.idle import AWAY_IN_SESSION_MIN, AWAY_MIN
from ketacounsel.ui.screens.settings.rows import SettingRow
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.check import SwitchRow
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.text import Text

MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
OUT_OF_SHARING = "out_of_screen_sharing"
"""The setting: whether other programs see an empty place where the window is."""
SHARING = {
    "win32": "Also blocks screenshots.",
    "darwin": "Also blocks screenshots. Newer recorders may not honor it.",
}
"""Where it can be done, and what is to be said of it there."""


class LockingCard(Card):
    """Changes are in force at once."""

    def __init__(self, desk: Desk, platform: str = sys.platform) -> None:
        super().__init__("Locking", rows=True)
        self._desk = desk
        options = [f"{minutes} minute{'' if minutes == 1 else 's'}" for minutes in MINUTES]
        self.away = ComboField("Lock when I am away", options)
        self.in_session = ComboField("Lock during a session", options)
        for box, key in ((self.away, "idle_min"), (self.in_session, "idle_session_min")):
            box.setFixedWidth(theme().px(140))
            box.chosen.connect(lambda at, key=key: self._keep(key, MINUTES[at]))
        away = "After this long without a key or touch."
        listening = "Listening is not being away, so the wait is longer."
        self.add_row(SettingRow("Lock when I am away", away, self.away))
        self.add_row(SettingRow("During a session", listening, self.in_session))
        lid = SettingRow(
            "Lock when the lid closes or the computer sleeps",
            "Work is saved first, always.",
            Text("Always", "body", "muted"),
        )
        self.add_row(lid)
        self.sharing: SwitchRow | None = None
        if platform in SHARING:
            self.sharing = SwitchRow("Keep the window out of screen sharing", SHARING[platform])
            self.sharing.clicked.connect(lambda on: self._keep(OUT_OF_SHARING, on))
            self.add_row(holder(column(self.sharing, gap=0, margins=(0, 6, 0, 6))))

    def reread(self) -> None:
        """Show what is set."""
        setting = self._desk.practice.setting
        self.away.select(_nearest(setting("idle_min", AWAY_MIN)))
        self.in_session.select(_nearest(setting("idle_session_min", AWAY_IN_SESSION_MIN)))
        if self.sharing is not None:
            self.sharing.setChecked(setting(OUT_OF_SHARING, True) is True)

    def _keep(self, key: str, value: object) -> None:
        self._desk.changes.announce(self._desk.practice.set_setting(key, value), by=self)


def _nearest(minutes: object) -> int:
    wanted = minutes if isinstance(minutes, int) else AWAY_MIN
    return min(range(len(MINUTES)), key=lambda at: abs(MINUTES[at] - wanted))
