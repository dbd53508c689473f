"""The passphrase, the PIN, the recovery key, and who has a way in."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from ketacounsel.core.access import Access
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.phrases import and_join
from ketacounsel.services.founding import RECOVERY_CHECKED
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.settings.rows import SettingRow
from ketacounsel.ui.when import day_of_month, local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import holder, row

CHECKED = "Your copy was typed back and is right."
PIN = "Six digits, asked when you sign a note."
NO_PIN = "Not chosen yet. Your passphrase signs notes until it is."
DATA_KEY = "What the records are written under. For when somebody who left may hold a copy."
NOT_CHECKED = "Not checked yet. Type it from your sheet once."


class KeysCard(Card):
    """A row for each; the sheets behind the buttons are opened by the page.

    Signals:
        passphrase_requested: another passphrase.
        pin_requested: another signing PIN.
        check_requested: is the printed recovery key right.
        new_key_requested: another recovery key.
        access_requested: the list of ways in.
        data_key_requested: write the records under another data key.
    """

    passphrase_requested = Signal()
    pin_requested = Signal()
    check_requested = Signal()
    new_key_requested = Signal()
    access_requested = Signal()
    data_key_requested = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Keys", rows=True)
        self._desk = desk
        self.passphrase, self.pin = Button("Change…", "soft"), Button("Change…", "soft")
        self.check, self.new_key = Button("Check my copy", "soft"), Button("New…", "soft")
        self.access = Button("Show…", "soft")
        self.data_key = Button("Change the data key…", "soft")
        self.passphrase.setAccessibleName("Change the passphrase")
        self.pin.setAccessibleName("Change the signing PIN")
        self.new_key.setAccessibleName("Make a new recovery key")
        self.access.setAccessibleName("Show who can open these records")
        self.passphrase.clicked.connect(self.passphrase_requested)
        self.pin.clicked.connect(self.pin_requested)
        self.check.clicked.connect(self.check_requested)
        self.new_key.clicked.connect(self.new_key_requested)
        self.access.clicked.connect(self.access_requested)
        self.data_key.clicked.connect(self.data_key_requested)
        of_key = holder(row(self.check, self.new_key))
        self._secret = SettingRow("Passphrase", "Not known here.", self.passphrase)
        self._recovery = SettingRow("Recovery key", NOT_CHECKED, of_key)
        self._people = SettingRow("Who can open these records", "Not known here.", self.access)
        self.add_row(self._secret)
        self._pin = SettingRow("Signing PIN", PIN, self.pin)
        self.add_row(self._pin)
        self.add_row(self._recovery)
        self.add_row(self._people)
        self.add_row(SettingRow("Data key", DATA_KEY, self.data_key))
        for button in (self.passphrase, self.new_key, self.access, self.data_key):
            button.setEnabled(desk.safekeeping is not None)

    def reread(self) -> None:
        """Show since when each is what it is."""
        chosen = self._desk.practice.pin_tries().chosen
        self._pin.detail.setText(PIN if chosen else NO_PIN)
        self.pin.set_text("Change…" if chosen else "Choose…")
        ways = self._ways()
        mine = [way for way in ways if not way.recovery and way.counselor_id == self._my_id()]
        printed = [way for way in ways if way.recovery]
        own, key = (max((way.since for way in some), default=None) for some in (mine, printed))
        changed = own is not None and key is not None and own > key
        if own is not None:
            self._secret.detail.setText(f"{'Changed' if changed else 'Set'} {self._day(own)}.")
        checked = self._desk.practice.setting(RECOVERY_CHECKED, True)
        made = f"Made {self._day(key)}. " if key else ""
        said = made + (CHECKED if checked else NOT_CHECKED)
        self._recovery.detail.setText(said)
        self._recovery.detail.set_tone("muted" if checked else "warning")
        if ways:
            self._people.detail.setText(self._who(ways))

    def _ways(self) -> tuple[Access, ...]:
        kept = self._desk.safekeeping
        if kept is None:
            return ()
        try:
            return kept.keys.ways_in()
        except KetaCounselError:
            return ()  # the check of the records tells of a damaged key file

    def _my_id(self) -> str:
        return self._desk.practice.counselor().id

    def _who(self, ways: tuple[Access, ...]) -> str:
        names = {one.id: one.name for one in self._desk.practice.counselors()}
        others = {way.counselor_id for way in ways if not way.recovery} - {self._my_id()}
        people = ("You", *sorted(names.get(one, "somebody else") for one in others))
        return f"{and_join((*people, 'whoever holds the recovery key'))}."

    def _day(self, at: datetime) -> str:
        on = local(at, self._desk.zone).date()
        return f"{day_of_month(on)} {on.year}"
