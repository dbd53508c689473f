"""The audit in plain words: what each kind of act is called when somebody reads the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ketacounsel.core.audit import Category

CATEGORY_WORDS: Final[Mapping[Category, str]] = {
    "view": "Looked at",
    "change": "Changed",
    "sign": "Signed",
    "export": "Exported",
    "print": "Printed",
    "unlock": "Unlocked and locked",
    "setting": "Settings",
    "backup": "Backups",
    "restore": "Restored",
    "key": "Keys and PIN",
}
_PAST: Final[Mapping[str, str]] = {
    "Begin": "Began",
    "Cancel": "Called off",
    "Change": "Changed",
    "Close": "Closed",
    "Confirm": "Confirmed",
    "Copy": "Copied",
    "Defer": "Put off",
    "Discard": "Discarded",
    "Draft": "Drafted",
    "Edit": "Edited",
    "End": "Ended",
    "Enter": "Entered",
    "Export": "Exported",
    "File": "Sent",
    "Finish": "Finished",
    "Follow": "Followed",
    "Give": "Gave",
    "Keep": "Kept",
    "Leave": "Left",
    "Link": "Linked",
    "Make": "Made",
    "Move": "Moved",
    "Open": "Opened",
    "Pause": "Paused",
    "Print": "Printed",
    "Record": "Recorded",
    "Remove": "Removed",
    "Reopen": "Reopened",
    "Restore": "Restored",
    "Replace": "Replaced",
    "Rotate": "Rotated",
    "Resume": "Resumed",
    "Review": "Reviewed",
    "Revoke": "Revoked",
    "Save": "Saved",
    "Set": "Set",
    "Settle": "Settled",
    "Sign": "Signed",
    "Skip": "Skipped",
    "Start": "Started",
    "Test": "Tested",
    "Undo": "Undid",
    "Verify": "Verified",
    "Write": "Wrote",
    "Add": "Added",
    "Answer": "Answered",
    "Book": "Booked",
}
_OWN: Final[Mapping[str, str]] = {
    "Answer": "Answered in the guided session",
    "Answer item": "Answered an item",
    "Count PIN tries": "Right PIN after a wrong one",
    "Go to step": "Went to a step",
    "Keep line": "Kept a line of the draft",
    "Keep place": "Left the desk",
    "Open line again": "Opened a line of the draft again",
    "Set up records": "Set up these records",
}


def words_of(act: str) -> str:
    """A label, as something that was done: "Edit note" is "Edited note"."""
    if act in _OWN:
        return _OWN[act]
    verb, space, rest = act.partition(" ")
    return f"{_PAST.get(verb, verb)}{space}{rest}"
