"""Locking, the signing PIN and the recovery key."""

from __future__ import annotations

from ketacounsel.services.founding import RECOVERY_CHECKED
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.idle import AWAY_IN_SESSION_MIN, AWAY_MIN
from ketacounsel.ui.screens.settings.pin_sheet import PinSheet
from ketacounsel.ui.screens.settings.recovery_sheet import RecoverySheet
from ketacounsel.ui.screens.settings.rows import SettingRow, SettingsPage
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import ComboField

MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


class SecurityPage(SettingsPage):
    """When the records lock, and the secrets besides the passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        options = [f"{minutes} minute{'' if minutes == 1 else 's'}" for minutes in MINUTES]
        self.away, self.in_session = (
            ComboField("Lock when I am away", options),
            ComboField("Lock during a session", options),
        )
        for box, key in ((self.away, "idle_min"), (self.in_session, "idle_session_min")):
            box.setFixedWidth(theme().px(164))
            box.chosen.connect(lambda at, key=key: self._keep(key, MINUTES[at]))
        locking = Card("Locking", rows=True)
        locking.add_row(
            SettingRow("Lock when I am away", "After this long without a key or touch.", self.away)
        )
        words = "Listening is not being away, so the wait is longer."
        locking.add_row(SettingRow("During a session", words, self.in_session))
        self.pin, self.check = Button("Change…", "soft"), Button("Check my copy…", "soft")
        self.pin.setAccessibleName("Change the signing PIN")
        self.pin.clicked.connect(lambda: PinSheet(self.desk, self).open_over(self))
        self.check.clicked.connect(self._open_check)
        self._recovery = SettingRow("Recovery key", " ", self.check)
        keys = Card("Keys", rows=True)
        keys.add_row(SettingRow("Signing PIN", "Six digits, asked when you sign a note.", self.pin))
        keys.add_row(self._recovery)
        self.body.put(locking, keys)

    def reread(self) -> None:
        setting = self.desk.practice.setting
        self.away.select(_nearest(setting("idle_min", AWAY_MIN)))
        self.in_session.select(_nearest(setting("idle_session_min", AWAY_IN_SESSION_MIN)))
        checked = setting(RECOVERY_CHECKED, True)
        said = (
            "Your copy was typed back and is right."
            if checked
            else "Not checked yet. Type it from your sheet once."
        )
        self._recovery.detail.setText(said)
        self._recovery.detail.set_tone("muted" if checked else "warning")
        self._recovery.detail.show()

    def focus_first(self) -> None:
        self.away.setFocus()

    def _keep(self, key: str, minutes: int) -> None:
        self.desk.changes.announce(self.desk.practice.set_setting(key, minutes), by=self)

    def _open_check(self) -> None:
        sheet = RecoverySheet(self.desk)
        sheet.closed.connect(self.reread)
        sheet.open_over(self)


def _nearest(minutes: object) -> int:
    wanted = minutes if isinstance(minutes, int) else AWAY_MIN
    return min(range(len(MINUTES)), key=lambda at: abs(MINUTES[at] - wanted))
