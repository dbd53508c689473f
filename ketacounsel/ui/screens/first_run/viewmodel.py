"""The first run without its pixels: what was answered, the keys being made, the key typed back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from ketacounsel.core import pin as pins
from ketacounsel.core import recovery_key
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import short_code
from ketacounsel.core.passphrase import Judgement
from ketacounsel.services import founding, passphrases
from ketacounsel.services.founding import Founding, KeptIn
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.parts import guesses

if TYPE_CHECKING:
    from ketacounsel.services.vault import Prepared, Unlocked

T = TypeVar("T")

STEPS = ("Welcome", "You and your practice", "Passphrase", "Recovery key", "Backups", "Your first client")
ASKED_GROUPS = 2
NEEDED = {"name": "Your name stands on notes and reports.", "practice": "The practice’s name heads reports."}


class FirstRunViewModel(QObject):
    """Nothing is on the disk until the last step, so every step can be gone back to.

    Signals:
        keys_made: the recovery key can be shown.
        keys_failed: the keys could not be made; words for the page (str).
        working_changed: whether the keys are being made (bool).
    """

    keys_made = Signal()
    keys_failed = Signal(str)
    working_changed = Signal(bool)

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        clock: Callable[[], datetime],
        prepare: Callable[[str, datetime], Prepared] = founding.prepare,
    ) -> None:
        super().__init__()
        self._jobs, self.folder, self.clock, self._prepare = jobs, folder, clock, prepare
        country = guesses.country()
        self.answers = Founding(country=country, paper=guesses.paper(country), zone=guesses.zone())
        self.again = ""
        self.kept_in = KeptIn()
        self.key_checked = False
        self.working = False
        self._made: Prepared | None = None
        self._made_for = ""
        self.asked: tuple[int, ...] = ()

    def put(self, field: str, value: str) -> None:
        """Keep one answer."""
        self.answers = replace(self.answers, **{field: value})

    # -- what is missing ------------------------------------------------------------------------

    def missing_about_you(self) -> dict[str, str]:
        """Fields that are needed and empty, each with why."""
        return {field: why for field, why in NEEDED.items() if not getattr(self.answers, field).strip()}

    def judgement(self) -> Judgement:
        """What to say beside the passphrase."""
        return passphrases.judge(self.answers.passphrase, self.answers.names)

    def missing_secrets(self) -> dict[str, str]:
        """What keeps the passphrase and the PIN from being used."""
        found: dict[str, str] = {}
        judged = self.judgement()
        if not judged.accepted:
            found["passphrase"] = judged.words
        elif self.again != self.answers.passphrase:
            found["again"] = "This is not the same passphrase."
        try:
            pins.check_new(self.answers.pin)
        except BadInput as refusal:
            found["pin"] = " ".join(part for part in (refusal.what, refusal.todo) if part)
        return found

    # -- keys -----------------------------------------------------------------------------------

    @property
    def groups(self) -> tuple[str, ...]:
        """The recovery key's six groups; none before it is made."""
        return recovery_key.groups(self._made.recovery_key) if self._made else ()

    @property
    def records_name(self) -> str:
        """A short name of these records for the key sheet."""
        return short_code(self._made.keys.records_uuid if self._made else "")

    def make_keys(self) -> None:
        """Make them on the bench, unless they stand for this very passphrase already."""
        passphrase = self.answers.passphrase
        if self._made is not None and self._made_for == passphrase:
            self.keys_made.emit()
            return
        self.key_checked, self._made = False, None
        self._set_working(True)
        now = self.clock()

        def done(made: Prepared) -> None:
            self._made, self._made_for = made, passphrase
            self.asked = tuple(sorted(secrets.SystemRandom().sample(range(len(self.groups)), ASKED_GROUPS)))
            self._set_working(False)
            self.keys_made.emit()

        self._jobs.run(lambda: self._prepare(passphrase, now), done, self._on_failed)

    def key_sheet(self) -> bytes:
        """The sheet to keep, as PDF; for the bench."""
        from ketacounsel.core.report import Paper
        from ketacounsel.reports.key_sheet import KeySheet, render_key_sheet

        today = self.clock().astimezone(ZoneInfo(self.answers.zone)).date()
        sheet = KeySheet(self.answers.practice.strip(), self.records_name, today, self.groups)
        return render_key_sheet(sheet, Paper(self.answers.paper))

    def bench(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do something slow off the window's thread."""
        self._jobs.run(work, done, failed)

    def fits(self, place: int, typed: str) -> bool:
        """Whether a group was typed as it is printed."""
        return recovery_key.normalise(typed) == self.groups[place]

    def _on_failed(self, problem: Exception) -> None:
        self._set_working(False)
        self.keys_failed.emit(words_for(problem))

    def _set_working(self, working: bool) -> None:
        self.working = working
        self.working_changed.emit(working)

    # -- records --------------------------------------------------------------------------------

    def found(self) -> Unlocked:
        """Make the records. Raises AlreadyThere, BadInput, OSError."""
        if self._made is None:
            raise RuntimeError("the keys come before the records")
        checked = self.key_checked
        unlocked = founding.found(self.folder, self.answers, self._made, self.clock(), key_checked=checked)
        return founding.keep_backups(unlocked, self.kept_in, self.clock)
