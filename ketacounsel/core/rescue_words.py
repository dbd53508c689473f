"""What the band says while words are not on the disk: the cause, what is safe and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from ketacounsel.core.errors import KetaCounselError, RecordsReplaced

RETRIED = "Keep going; we try the disk again every 10 seconds."
REPLACED = "Close this window and open the records again."
HERE_ONLY = "only in this window, so keep it open"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Two lines: what happened, and where the words are."""

    what: str
    more: str

    @property
    def sentence(self) -> str:
        return f"{self.what} {self.more}"


def trouble(refusal: KetaCounselError, saved: str, label: str, *, quoted: bool = True) -> Trouble:
    """`saved` is the time of the last true write, `label` where the rescue copy is; both may be empty."""
    where = f"“{label}”" if quoted else label
    kept = f"in a rescue copy on {where}, encrypted" if label else HERE_ONLY
    since = f"Everything up to {saved} is saved. What you typed since then" if saved else "What you typed"
    then = REPLACED if isinstance(refusal, RecordsReplaced) and label else RETRIED
    return Trouble(f"{refusal.what} {refusal.safe}", f"{since} is {kept}. {then}")
