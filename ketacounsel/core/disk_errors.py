"""Why a disk takes no words: each cause in its own sentence. What is typed waits, and is tried again."""

from __future__ import annotations

from ketacounsel.core.errors import NotOnDisk

LOST: str = "Nothing is lost."


class DiskFull(NotOnDisk):
    """`room_made`: the reserve was given up just now, so the same write can be tried again at once."""

    what = "The disk is full, so new words can’t be saved to it."
    safe = LOST
    todo = "Free some room on the disk; it is tried again."

    def __init__(self, *, room_made: bool = False) -> None:
        self.room_made = room_made
        super().__init__(todo="Room was made for a few more words: try again." if room_made else "")


class DiskReadOnly(NotOnDisk):
    what = "The disk takes no changes now, so new words can’t be saved to it."
    safe = LOST
    todo = "See whether the records’ folder may be written to; it is tried again."


class DiskGone(NotOnDisk):
    what = "The disk with the records is not there, so new words can’t be saved to it."
    safe = LOST
    todo = "Connect it again; it is tried again."


class DiskFailed(NotOnDisk):
    what = "The disk answered with an error, so new words can’t be saved to it."
    safe = LOST
    todo = "It is tried again; copy the records to another disk soon."


class DiskBusy(NotOnDisk):
    what = "Another program holds the records file, so new words can’t be saved to it."
    safe = LOST
    todo = "Close a backup or sync program that reads them; it is tried again."
