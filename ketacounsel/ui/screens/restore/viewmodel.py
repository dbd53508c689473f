"""Restoring without its pixels: which backups there are, which is chosen, and what came of each step.

Everything slow is done on the bench, and what that needs is imported there too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketacounsel.core import restore_words
from ketacounsel.core.backup_errors import (
    BackupAltered,
    BackupCutOff,
    BackupMissing,
    NewerBackup,
    NotABackup,
)
from ketacounsel.core.errors import BadInput, WrongPassphrase, WrongRecoveryKey
from ketacounsel.services.drives import PluggedIn
from ketacounsel.ui.errors import words_for
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.parts import guesses

if TYPE_CHECKING:
    from ketacounsel.core.backups import Found
    from ketacounsel.services.restoring import Done, Looked, Opened

OF_THIS_FILE = (BackupAltered, BackupCutOff, BackupMissing, NewerBackup, NotABackup)


class RestoreViewModel(QObject):
    """Nothing here is changed before `restore`.

    Signals:
        found_changed: other backups are there, or another is chosen.
        unlocked: the secret fits the chosen backup.
        missed: it does not, or the backup can't be read; words for the field (str).
        looked: the backup was read in full.
        look_failed: it was not; what happened and what to do (str).
        restored: the records are in place (Done).
        restore_failed: they are not; what happened and what to do (str).
        working_changed: something began or ended on the bench.
    """

    found_changed = Signal()
    unlocked = Signal()
    missed = Signal(str)
    looked = Signal()
    look_failed = Signal(str)
    restored = Signal(object)
    restore_failed = Signal(str)
    working_changed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        clock: Callable[[], datetime],
        plugged_in: PluggedIn,
        preferred: Path | None = None,
    ) -> None:
        super().__init__()
        self._jobs, self._folder, self._clock, self._plugged_in = jobs, folder, clock, plugged_in
        self._preferred = preferred
        self._drives: tuple[Path, ...] = ()
        self._stop = threading.Event()
        self._share = (0, 1)
        self._added: tuple[Found, ...] = ()
        self.zone = guesses.zone()
        self.searched = False
        self.working = False
        self.found: tuple[Found, ...] = ()
        self.chosen: Found | None = None
        self.look: Looked | None = None
        self._opened: Opened | None = None

    def now(self) -> datetime:
        """The present."""
        return self._clock()

    # -- choosing -------------------------------------------------------------------------------

    def search(self) -> None:
        """Look for backups on this computer and on the drives that are plugged in."""
        self._drives = tuple(self._plugged_in())
        preferred, folder = self._preferred, self._folder

        def work() -> tuple[tuple[Found, ...], Found | None]:
            from ketacounsel.services import restoring

            found = restoring.find(roots=self._plugged_in)
            if preferred is not None and all(one.path != preferred for one in found):
                found = (restoring.read(preferred), *found)
            return found, restoring.newest_of(folder, found)

        self._jobs.run(work, lambda told: self._on_found(*told), self._on_not_found)

    def search_again(self) -> None:
        """When a drive came or went."""
        if self.searched and tuple(self._plugged_in()) != self._drives:
            self.search()

    def _on_found(self, found: tuple[Found, ...], newest: Found | None) -> None:
        known = {one.path: one.problem for one in self.found if one.problem}
        added = tuple(one for one in self._added if one.path not in {other.path for other in found})
        marked = (replace(one, problem=one.problem or known.get(one.path, "")) for one in (*added, *found))
        self.found, self.searched = tuple(marked), True
        wanted = self.chosen.path if self.chosen else self._preferred or (newest.path if newest else None)
        self._choose_good(wanted)
        self.found_changed.emit()

    def _on_not_found(self, problem: Exception) -> None:
        """The backup that was asked for can't be read; the others can be chosen."""
        self._preferred = None
        self.missed.emit(words_for(problem))
        self.search()

    def _choose_good(self, wanted: Path | None) -> None:
        good = [one for one in self.found if not one.problem]
        fitting = (one for one in good if one.path == wanted)
        self.chosen = next(fitting, good[0] if good else None)

    def choose(self, found: Found) -> None:
        """This one."""
        self.chosen = found

    def add(self, path: Path) -> None:
        """A file chosen by hand."""

        def work() -> Found:
            from ketacounsel.services import restoring

            return restoring.read(path)

        self._jobs.run(work, self._on_added, lambda problem: self.missed.emit(words_for(problem)))

    def _on_added(self, found: Found) -> None:
        self._added = (found, *self._added)
        self.found = (found, *(one for one in self.found if one.path != found.path))
        self.chosen = found
        self.found_changed.emit()

    # -- unlocking ------------------------------------------------------------------------------

    def unlock(self, secret: str, *, recovery: bool) -> None:
        """Try the passphrase, or the recovery key."""
        found = self.chosen
        if self.working or not secret or found is None:
            return

        def work() -> Opened:
            from ketacounsel.services import restoring

            opener = restoring.unlock_with_recovery_key if recovery else restoring.unlock
            return opener(found.path, secret)

        self._begin()
        self._jobs.run(work, self._on_unlocked, lambda problem: self._on_missed(found, problem))

    def _on_unlocked(self, opened: Opened) -> None:
        self._end()
        self._opened = opened
        self.unlocked.emit()

    def _on_missed(self, found: Found, problem: Exception) -> None:
        self._end()
        if isinstance(problem, (WrongPassphrase, WrongRecoveryKey, BadInput)):
            self.missed.emit(f"{problem.what} {problem.todo}".strip())
        else:
            self.missed.emit(self._of_damage(found, problem))

    # -- looking inside -------------------------------------------------------------------------

    def look_inside(self) -> None:
        """Take the backup apart beside the records and read all of it."""
        opened, found, stop = self._opened, self.chosen, threading.Event()
        if self.working or opened is None or found is None:
            return
        self._stop, self._share, self.look = stop, (0, 1), None

        def work() -> Looked:
            from ketacounsel.services import restoring

            return restoring.look_inside(opened, self._folder, self._tell, stop.is_set)

        self._begin()
        self._jobs.run(work, self._on_looked, lambda problem: self._on_look_failed(found, problem))

    def _tell(self, done: int, total: int) -> None:
        self._share = (done, total)

    def share(self) -> float:
        """How much of it is read, 0 to 1."""
        done, total = self._share
        return done / total if total else 0.0

    def _on_looked(self, looked: Looked) -> None:
        self._end()
        self.look = looked
        self.looked.emit()

    def _on_look_failed(self, found: Found, problem: Exception) -> None:
        self._end()
        self.look_failed.emit(self._of_damage(found, problem))

    def stop(self) -> None:
        """Leave what is on the bench; nothing of it stays."""
        self._stop.set()

    def give_up(self) -> None:
        """Back: nothing is restored from this one."""
        self.stop()
        self._opened, self.look = None, None
        folder = self._folder

        def work() -> None:
            from ketacounsel.services import restoring

            restoring.give_up(folder)

        self._jobs.run(work, lambda _: None, lambda _: None)

    def leave(self) -> None:
        """The window closes: what was read goes."""
        self.stop()
        if self.look is not None:
            from ketacounsel.services import restoring

            restoring.give_up(self._folder)

    def _of_damage(self, found: Found, problem: Exception) -> str:
        """The sentence, and which backup to use instead when this one can't be read."""
        if not isinstance(problem, OF_THIS_FILE):
            return words_for(problem)
        marked = (replace(one, problem=problem.what) if one.path == found.path else one for one in self.found)
        self.found = tuple(marked)
        same = [one for one in self.found if one.records_uuid == found.records_uuid and not one.problem]
        self._choose_good(same[0].path if same else None)
        self.found_changed.emit()
        instead = restore_words.newest_left(self.chosen, self.now(), self.zone)
        return f"{problem.what} {problem.safe} {instead or problem.todo}"

    # -- restoring ------------------------------------------------------------------------------

    def restore(self) -> None:
        """Put it in place; what is here is moved aside."""
        opened, look, now = self._opened, self.look, self.now()
        if self.working or opened is None or look is None:
            return

        def work() -> Done:
            from ketacounsel.services import restoring

            return restoring.restore(opened, self._folder, now, other_records=look.others)

        self._begin()
        self._jobs.run(work, self._on_restored, self._on_restore_failed)

    def _on_restored(self, done: Done) -> None:
        self._end()
        self.look = None
        self.restored.emit(done)

    def _on_restore_failed(self, problem: Exception) -> None:
        self._end()
        self.restore_failed.emit(words_for(problem))

    def _begin(self) -> None:
        self.working = True
        self.working_changed.emit()

    def _end(self) -> None:
        self.working = False
        self.working_changed.emit()
