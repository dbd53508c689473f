"""Security and backups: locking, keys, backups, and what can be looked at to believe it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act
from ketacounsel.ui.screens.settings.backups_card import BackupsCard
from ketacounsel.ui.screens.settings.keys_card import KeysCard
from ketacounsel.ui.screens.settings.locking_card import LockingCard
from ketacounsel.ui.screens.settings.pin_sheet import PinSheet
from ketacounsel.ui.screens.settings.proof_card import ProofCard
from ketacounsel.ui.screens.settings.recovery_sheet import RecoverySheet
from ketacounsel.ui.screens.settings.rows import SettingsPage
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.overlay import Sheet

TWO_COLUMNS = 900
LEFT, RIGHT = 484, 508


class SecurityPage(SettingsPage):
    """Two columns where there is room for them.

    Signals:
        restore_requested: put the records back from a backup; its path (str).
        data_key_agreed: the records are to be closed and written under the new data key that was agreed on.
        undo_offered: something was taken away and can come back (str, Callable).
    """

    restore_requested = Signal(str)
    data_key_agreed = Signal()
    undo_offered = Signal(str, object)

    widest = 1200

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        kept, keeper = desk.safekeeping, desk.keeper
        self.locking, self.keys = LockingCard(desk), KeysCard(desk)
        self.proof = ProofCard(desk, kept) if kept is not None else None
        self.backups = BackupsCard(desk, kept.backups, keeper) if kept is not None and keeper else None
        left = column(self.locking, self.keys, gap=16)
        right = column(gap=16)
        if self.backups is not None:
            right.put(self.backups)
            self.backups.restore_requested.connect(self.restore_requested)
            self.backups.undo_offered.connect(self.undo_offered)
        if self.proof is not None:
            right.put(self.proof)
        left.put(None)
        right.put(None)
        self.setMinimumWidth(1)  # else two columns would hold the page wide when the window gets narrow
        self._columns: Box = row(gap=24)
        self._columns.addLayout(left, LEFT)
        self._columns.addLayout(right, RIGHT)
        self.body.put(self._columns)
        self._connect()

    def _connect(self) -> None:
        keys = self.keys
        keys.passphrase_requested.connect(self.change_passphrase)
        keys.pin_requested.connect(lambda: PinSheet(self.desk, self).open_over(self))
        keys.check_requested.connect(lambda: self._open(RecoverySheet(self.desk)))
        keys.new_key_requested.connect(self.make_new_key)
        keys.access_requested.connect(self._show_access)
        keys.data_key_requested.connect(self.change_data_key)

    def reread(self) -> None:
        self.locking.reread()
        self.keys.reread()
        state = self.backups.reread() if self.backups is not None else None
        if self.proof is not None:
            self.proof.reread(state)

    def focus_first(self) -> None:
        self.locking.away.setFocus()

    def acts(self) -> tuple[Act, ...]:
        if self.backups is None or self.proof is None:
            return ()
        return (
            Act("Back up now", self.backups.back_up),
            Act("Test a restore", self.backups.try_restore),
            Act("Verify these records", self.proof.open_verify),
        )

    # -- sheets ---------------------------------------------------------------------------------

    def change_passphrase(self) -> None:
        """The old one, and another."""
        from ketacounsel.ui.screens.settings.passphrase_sheet import PassphraseSheet

        if (kept := self.desk.safekeeping) is not None:
            self._open(PassphraseSheet(self.desk, kept))

    def make_new_key(self) -> None:
        """Another recovery key, printed and typed back."""
        from ketacounsel.ui.screens.settings.new_key_sheet import NewKeySheet

        if (kept := self.desk.safekeeping) is not None:
            self._open(NewKeySheet(self.desk, kept))

    def change_data_key(self) -> None:
        """Everything is written once more under another key, for when a copy may be in wrong hands."""
        from ketacounsel.ui.screens.settings.data_key_sheet import DataKeySheet

        if (kept := self.desk.safekeeping) is not None:
            sheet = DataKeySheet(self.desk, kept)
            sheet.agreed.connect(self.data_key_agreed)
            self._open(sheet)

    def _show_access(self) -> None:
        from ketacounsel.ui.screens.settings.access_sheet import AccessSheet

        if (kept := self.desk.safekeeping) is not None:
            self._open(AccessSheet(self.desk, kept))

    def _open(self, sheet: Sheet) -> None:
        sheet.closed.connect(self.reread)
        sheet.open_over(self)

    # -- room -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / theme().scale >= TWO_COLUMNS and self.backups is not None
        way = Box.Direction.LeftToRight if wide else Box.Direction.TopToBottom
        self._columns.setDirection(way)
        self._columns.set_gap(24 if wide else 16)
