"""Everything that can be refused, said in three sentences: what happened, what is safe, what to do.

None of them may carry a client's word: they end up in logs and on screens that others see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class KetaCounselError(Exception):
    """Base of all our refusals."""

    what = "That could not be done."
    safe = "Nothing was changed."
    todo = ""

    def __init__(self, what: str = "", *, safe: str = "", todo: str = "") -> None:
        self.what = what or self.what
        self.safe = safe or self.safe
        self.todo = todo or self.todo
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """All three parts in one line."""
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


class NoRecords(KetaCounselError):
    what = "There are no records in this folder."
    todo = "Choose another folder, or set up new records."


class AlreadyThere(KetaCounselError):
    what = "This folder already holds records."
    safe = "Nothing in it was changed."
    todo = "Unlock them, or choose another folder for new records."


class WrongPassphrase(KetaCounselError):
    what = "That passphrase doesn’t open these records."
    todo = "Check Caps Lock, or use your recovery key."
    wait_s = 0
    """Seconds until the next try, where tries are counted."""


class MustWait(KetaCounselError):
    what = "After several wrong passphrases there is a short wait."

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__()


class OnlyRecoveryKey(KetaCounselError):
    what = "A wrong passphrase was tried 100 times, so it is no longer tried on this computer."
    todo = "Use your recovery key. After that the passphrase works again."


class WrongRecoveryKey(KetaCounselError):
    what = "That recovery key doesn’t open these records."
    todo = "Check it against the printed sheet."


class WrongPin(KetaCounselError):
    what = "That PIN is not right."
    safe = "The note is unchanged and not signed."


class DamagedRecords(KetaCounselError):
    what = "The records file is damaged."
    safe = "Nothing was changed, and nothing is written to it."
    todo = "Open the newest backup."


class DamagedKeyFile(KetaCounselError):
    what = "The key file of these records is damaged, and so is its copy."
    safe = "The records themselves were not touched."
    todo = "Copy the key file back from a backup."


class AlteredKeyFile(KetaCounselError):
    what = "The key file of these records was altered."
    safe = "The records themselves were not touched."
    todo = "Copy the key file back from a backup."


class NotOurFile(KetaCounselError):
    what = "The records file in this folder is not one of KetaCounsel’s, or belongs to other records."
    safe = "Nothing was changed, and nothing is written to it."
    todo = "Choose another folder, or copy the records back from a backup."


class PlainDatabase(NotOurFile):
    what = "The records file in this folder is a database that is not encrypted: another program’s."


class OtherRecords(NotOurFile):
    what = "The records file in this folder belongs to other records than the key file beside it."


class EmptyRecords(KetaCounselError):
    what = "The records file in this folder is empty: its contents are gone from this disk."
    safe = "Nothing was changed, and nothing is written to it."
    todo = "Open the newest backup."


class UnreadableRecords(KetaCounselError):
    what = "The records file can’t be read from this disk."
    safe = "Nothing was changed."
    todo = "Check that the disk is connected and that you may read and write there, then try again."


class NewerRecords(KetaCounselError):
    what = "These records were written by a newer KetaCounsel."
    safe = "Nothing was changed."
    todo = "Install the newer version to open them."


class NotUpdated(KetaCounselError):
    what = "These records could not be brought up to date for this version of KetaCounsel."
    safe = "They are as they were, and a backup of them was kept on this computer."
    todo = "Open them with the version you had before."


class StateInDoubt(KetaCounselError):
    """The records are whole, but maybe not the newest: to go on with them is the counselor's to say."""

    safe = "Nothing was changed."
    todo = "Restore the newest backup, or go on with these records as they are."
    short = "in doubt"
    """For the audit."""


class OlderRecords(StateInDoubt):
    """A state from before the newest one that was seen; `missing` lines of the audit are not in it."""

    def __init__(self, missing: int, seen_at: datetime, newest_at: datetime | None) -> None:
        self.missing, self.seen_at, self.newest_at = missing, seen_at, newest_at
        self.short = f"{missing} lines seen on {seen_at:%Y-%m-%d} are not in them"
        entries = "The last entry that was made is" if missing == 1 else f"The last {missing} entries are"
        super().__init__(
            f"These records are older than when they were last open, on {seen_at:%Y-%m-%d}. "
            f"{entries} not in them: an older copy was put in their place."
        )


class ForkedRecords(StateInDoubt):
    """Another history than the one that was seen; `seen_at` is when that one was last open."""

    def __init__(self, seen_at: datetime) -> None:
        self.seen_at = seen_at
        self.short = f"another history than the one seen on {seen_at:%Y-%m-%d}"
        super().__init__(
            f"These are not the records that were last open here, on {seen_at:%Y-%m-%d}. Somebody went on "
            "with an older copy of them, so each has entries that the other lacks."
        )


class NoHead(StateInDoubt):
    what = (
        "The file that names the newest state of these records is missing, and this computer has not seen "
        "them before. Nobody can tell whether they are the newest."
    )
    short = "no head"
    todo = "Copy the file records.head from where the records were, or go on with them as they are."


class AlteredHead(StateInDoubt):
    short = "the head was damaged or altered"
    what = (
        "The file that names the newest state of these records is damaged or was altered. "
        "Nobody can tell whether they are the newest."
    )


class AlteredAudit(DamagedRecords):
    what = "The record of what was done in these records was altered."


class AlreadyOpen(KetaCounselError):
    what = "These records are already open in another window."
    todo = "Go on there, or close it first."


class NotOnDisk(KetaCounselError):
    what = "New words can’t be saved to the disk."
    safe = "What you typed is still here."
    todo = "Keep going; the disk is tried again."


class NotKept(KetaCounselError):
    """Typed words that the record refuses, for whatever reason; only the disk is tried again."""

    what = "The last words could not be written into the record."
    safe = "They still stand where you typed them."
    todo = "Copy them before you leave this place."


class RecordsReplaced(NotOnDisk):
    what = "The records file was replaced while it was open."
    todo = "Copy your text elsewhere, then close and open the records again."


class NotThere(KetaCounselError):
    what = "This is no longer in the records."
    todo = "Go back to Today or to the client."


class NoteSigned(KetaCounselError):
    what = "This note is signed."
    safe = "Its text is unchanged."
    todo = "Correct it with an addendum."


class Unsettled(KetaCounselError):
    what = "Some lines of this note still need you."
    safe = "The note is unchanged and not signed."
    todo = "Keep them as written or change them, then sign."


class AnotherRunning(KetaCounselError):
    """Only one session runs at a time; `session_id` and `client_id` say which one does."""

    what = "Another session is running."
    todo = "Pause it first, or go back to it."

    def __init__(self, session_id: str, client_id: str) -> None:
        self.session_id, self.client_id = session_id, client_id
        super().__init__()


class ChangedElsewhere(KetaCounselError):
    what = "This was changed in another place since you opened it."
    safe = "Nothing was overwritten."
    todo = "Open it again to see both."


class BadInput(KetaCounselError):
    """A value that can't be taken; `field` says beside which control to show it."""

    what = "This value can’t be used."

    def __init__(self, field: str, what: str = "", *, safe: str = "", todo: str = "") -> None:
        self.field = field
        super().__init__(what, safe=safe, todo=todo)


class BadDataFile(KetaCounselError):
    """A measure, template, layout or theme file that does not hold together."""

    def __init__(self, file: str, where: str, problem: str) -> None:
        self.file, self.where, self.problem = file, where, problem
        super().__init__(f"{file}: {where}: {problem}", safe="The file is not used.")
