"""What can be refused about backups, places and restoring: each its own three sentences."""

from __future__ import annotations

from ketacounsel.core.errors import KetaCounselError, WrongPassphrase, WrongRecoveryKey

KEPT = "Your records and the other backups are untouched."
UNTOUCHED = "Your present records are untouched."


class NotABackup(KetaCounselError):
    what = "This file is not a backup of KetaCounsel."
    safe = UNTOUCHED
    todo = "Choose a file whose name ends with .kibak."


class BackupMissing(KetaCounselError):
    what = "This backup is no longer there, or can’t be read from its disk."
    safe = UNTOUCHED
    todo = "Plug the stick in again, or choose another backup."


class BackupCutOff(KetaCounselError):
    what = "This backup is cut off: its end is missing."
    safe = UNTOUCHED
    todo = "Use another backup. If this one was copied by hand, copy it again."


class BackupAltered(KetaCounselError):
    what = "This backup is damaged or was altered: it is not what was written."
    safe = UNTOUCHED
    todo = "Use another backup."


class NewerBackup(KetaCounselError):
    what = "This backup was made by a newer KetaCounsel."
    safe = UNTOUCHED
    todo = "Install the newer version to restore it."


class BackupOfOthers(KetaCounselError):
    what = "This backup belongs to other records than those in this folder."
    safe = UNTOUCHED
    todo = "Choose a backup of these records, or restore it into another folder."


class WrongBackupPassphrase(WrongPassphrase):
    what = "That passphrase doesn’t open this backup."
    todo = "Use the passphrase of the day it was made, or the recovery key."


class WrongBackupRecoveryKey(WrongRecoveryKey):
    what = "That recovery key doesn’t open this backup."
    todo = "Check it against the sheet that was printed before the backup was made."


class OtherKeys(KetaCounselError):
    what = "This backup was made before the records got another data key."
    safe = UNTOUCHED
    todo = "Restore it with the passphrase or the recovery key of its time."


class PlaceFull(KetaCounselError):
    """`missing_bytes` is how much room is wanting, 0 when that is not known."""

    what = "There is no room for the backup."
    safe = KEPT
    todo = "Free some room there, or add another place."

    def __init__(self, label: str = "", missing_bytes: int = 0) -> None:
        self.missing_bytes = missing_bytes
        where = f"“{label}” is full" if label else "the disk is full"
        room = f"Free {max(1, -(-missing_bytes // 1_000_000))} MB there" if missing_bytes else ""
        super().__init__(
            f"The backup did not finish: {where}.", todo=f"{room}, or add another place." if room else ""
        )


class PlaceGone(KetaCounselError):
    what = "The place for the backup is not there."
    safe = KEPT
    todo = "Plug it in, or add another place."

    def __init__(self, label: str = "") -> None:
        super().__init__(f"“{label}” is not plugged in, or its folder is gone." if label else "")


class PlaceReadOnly(KetaCounselError):
    safe = KEPT
    todo = "Take its write protection away, or add another place."

    def __init__(self, label: str) -> None:
        super().__init__(f"Nothing can be written to “{label}”.")


class PlaceFailed(KetaCounselError):
    safe = KEPT
    todo = "Try again, or add another place."

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}” can’t be written to or read from without errors.")


class BackupUnsound(KetaCounselError):
    """The new copy did not pass its check; it was thrown away and no old one was."""

    what = "The new backup did not pass its check and was not kept."
    safe = KEPT
    todo = "Check your records in Settings, Security and backups."


class RecordsUnsound(KetaCounselError):
    """The records themselves are damaged: no good backup may be driven out by a copy of them."""

    what = "No backup was made, because the records did not pass their check."
    safe = "The older backups are untouched."
    todo = "Open the newest good backup."


class BackupStopped(KetaCounselError):
    what = "The backup was stopped."
    safe = KEPT


class BackupUnderWay(KetaCounselError):
    what = "A backup of these records is being made right now."
    todo = "Wait until it is done."


class TooBusy(KetaCounselError):
    what = "The records are written to faster than they can be copied from beside the window."
    todo = "Use Back up now in the window that has them open."


class RestoreStopped(KetaCounselError):
    what = "Restoring was stopped."
    safe = UNTOUCHED


class NoRoomToRestore(KetaCounselError):
    safe = UNTOUCHED

    def __init__(self, missing_bytes: int = 0) -> None:
        room = f"Free {max(1, -(-missing_bytes // 1_000_000))} MB" if missing_bytes else "Free some room"
        super().__init__("There is no room on this disk to restore.", todo=f"{room} and try again.")


class NothingSetAside(KetaCounselError):
    what = "The records from before that restore are no longer kept."
