"""Backups of the open records: where they go, when one is due, making one, and how well all is covered.

`prepare` and `keep` belong to the window's thread; what `prepare` hands back is run on the bench.
"""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ketacounsel import __version__, models, paths
from ketacounsel.core.backup_errors import PlaceGone, PlaceReadOnly
from ketacounsel.core.backups import (
    COMPUTER,
    BackupFile,
    BackupState,
    Failure,
    Inside,
    Made,
    Place,
    PlaceKind,
    PlannedSession,
    Restored,
    RestoreTest,
    When,
)
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.services import backup_book, backup_due, backup_files, backup_proofs
from ketacounsel.services.backup_book import Book, KnownPlace, Last
from ketacounsel.services.backup_job import (
    BackupJob,
    Outcome,
    RestoreTestJob,
    Target,
    never,
    no_progress,
)
from ketacounsel.services.practice import PRACTICE_ID
from ketacounsel.services.records import Records
from ketacounsel.store import backup, engine, files, key_bytes, places, presence, swap
from ketacounsel.store.queries import backups as queries
from ketacounsel.store.snapshot import Source
from ketacounsel.store.store import Act

if TYPE_CHECKING:
    from datetime import datetime

    from ketacounsel.services.vault import Unlocked
    from ketacounsel.store.keyfile import Keys
    from ketacounsel.store.snapshot import Cancelled, Progress

WENT_BACK: Final = "Went back to the records from before a restore"
COMPUTER_LABEL: Final = "This computer"


class Backups:
    """The backups of these records. `roots` lists the drives that are plugged in."""

    def __init__(
        self,
        records: Records,
        folder: Path,
        keys: Keys,
        *,
        computer: Path | None = None,
        roots: places.Roots = places.mounted,
        name: Callable[[], str] = platform.node,
    ) -> None:
        self._records, self._folder, self._keys = records, folder, keys
        self._computer, self._roots, self._name = computer or paths.backups_folder(), roots, name

    # -- places ---------------------------------------------------------------------------------

    def places(self) -> tuple[Place, ...]:
        """All that were named; one that is not plugged in has no path."""
        return self._places(self._book(), self._roots())

    def sticks(self) -> tuple[Path, ...]:
        """Drives that are plugged in and are no place yet."""
        known = {place.path for place in self.places()}
        return tuple(root for root in self._roots() if root not in known and places.writable(root))

    def add_place(self, path: Path, kind: PlaceKind = "folder", label: str = "") -> Place:
        """Keep backups there too. Raises PlaceGone, PlaceReadOnly, BadInput."""
        name = label.strip() or path.name or str(path)
        if not path.is_dir():
            raise PlaceGone(name)
        if path.resolve() == self._folder.resolve():
            raise BadInput(
                "path", "The records themselves are kept in this folder.", todo="Choose another one."
            )
        if not places.writable(path):
            raise PlaceReadOnly(name)
        with backup.place_errors(name):
            place_id = places.mark(path)
        elsewhere = kind == "stick" or not places.same_disk(path, self._folder)
        known = KnownPlace(place_id, kind, name, str(path.resolve()), elsewhere)
        book = self._book()
        others = tuple(one for one in book.places if one.id != place_id)
        self._keep("Add backup place", replace(book, places=(*others, known)), place_id)
        return self._place(known, self._roots())

    def remove_place(self, place_id: str) -> None:
        """Keep no more backups there. Those that are there stay."""
        book = self._book()
        rest = tuple(one for one in book.places if one.id != place_id)
        failed = {key: one for key, one in book.failed.items() if key != place_id}
        last = {key: one for key, one in book.last.items() if key != place_id}
        without = book.without_computer or place_id == COMPUTER
        book = replace(book, places=rest, failed=failed, last=last, without_computer=without)
        self._keep("Remove backup place", book, place_id)

    def add_computer(self) -> None:
        """Keep backups on this computer again."""
        self._keep("Add backup place", replace(self._book(), without_computer=False), COMPUTER)

    def when(self) -> When:
        """How often: every 30 minutes while something changed, or once each evening."""
        return self._book().when

    def set_when(self, when: When) -> None:
        """Raises BadInput."""
        if when not in backup_book.WHENS:
            raise BadInput("when")
        self._keep("Change backup times", replace(self._book(), when=when))

    # -- what there is --------------------------------------------------------------------------

    def list(self) -> tuple[BackupFile, ...]:
        """The backups in all places that are here, newest first."""
        found = [file for place in self.places() for file in self._files(place)]
        return tuple(sorted(found, key=lambda file: file.made_at, reverse=True))

    def state(self) -> BackupState:
        """How well the records are covered."""
        book, roots, now = self._book(), self._roots(), self._records.now()
        found = {place: self._files(place) for place in self._places(book, roots)}
        with self._records.read() as db:
            changes = queries.Changes(db)
            return backup_due.state(book, found, changes, now)

    def due(self, *, leaving: bool = False) -> tuple[Place, ...]:
        """Where a backup is to be made now; `leaving`: the records are about to be locked or closed."""
        book, now = self._book(), self._records.now()
        here = [place for place in self._places(book, self._roots()) if place.here]
        with self._records.read() as db:
            if queries.invented(db):
                return ()
            zone, changed = queries.zone(db), queries.Changes(db).last
        return backup_due.due(book, here, changed, now.astimezone(ZoneInfo(zone)), leaving=leaving)

    def restored(self) -> Restored | None:
        """Whether these records came from a backup, until that is confirmed."""
        book = self._book()
        if book.restored is None or not book.paused:
            return None
        aside = next(
            (one.id for one in swap.kept(self._folder) if one.at >= book.restored.at.replace(microsecond=0)),
            "",
        )
        return replace(book.restored, aside=aside)

    def planned_since(self) -> tuple[PlannedSession, ...]:
        """The sessions planned from the backup's time until now: what they brought may be missing."""
        book = self._book()
        if book.restored is None:
            return ()
        with self._records.read() as db:
            rows = queries.planned_between(db, book.restored.made_at, self._records.now())
        return tuple(
            PlannedSession(SessionId(row.id), ClientId(row.client_id), row.name, row.kind, row.planned_at)
            for row in rows
        )

    def confirm_restored(self) -> None:
        """All is there, or was entered again: backups go on."""
        book = self._book()
        if book.restored is not None:
            kept = replace(book, restored=replace(book.restored, confirmed=True))
            self._keep("Confirm restored records", kept)

    # -- making one -----------------------------------------------------------------------------

    def prepare(self, wanted: Sequence[Place] | None = None, pinned: str = "") -> BackupJob:
        """The job of one backup, for the bench; into all places that are here when none are named.

        Raises DamagedKeyFile.
        """
        chosen = wanted if wanted is not None else [one for one in self.places() if one.here]
        return self._job(tuple(Target(one, self._inside(one)) for one in chosen), pinned)

    def _job(self, targets: tuple[Target, ...], pinned: str = "") -> BackupJob:
        book, now, store = self._book(), self._records.now(), self._records.store
        with self._records.read() as db:
            zone = ZoneInfo(queries.zone(db))
        order = backup.Order(
            lock=self._lock(),
            source=Source(store.copied_from(), None if store.looks_only else store.gate),
            key_file=key_bytes.of_folder(self._folder, self._keys.dek),
            backup_key=self._keys.use("backup"),
            audit_key=self._keys.use("audit"),
            signed=backup_proofs.some(self._keys.use("sign")),
            history=book.history,
            computer=self._name(),
            app=__version__,
            made_at=now,
            local_at=now.astimezone(zone),
            pinned=pinned,
        )
        return BackupJob(order, self._folder, targets)

    def copy_to(self, folder: Path, name: str = "") -> tuple[Made, Inside | None]:
        """One backup by hand into a folder that is no place; nothing of it is noted, nothing there goes."""
        place = Place("", "folder", folder, folder.name or str(folder))
        outcome = self._job((Target(place, folder, once=True, name=name),)).run()
        return outcome.made[0], outcome.inside

    def keep(self, outcome: Outcome) -> BackupState:
        """Note what came of a job in the records."""
        if any(made.ok for made in outcome.made) and not self._book().paused:
            swap.drop_old(self._folder, self._records.now())
        for made in outcome.made:
            book = _noted(self._book(), made)
            if made.ok and outcome.inside is not None:
                book = replace(book, inside=outcome.inside)
            name = made.file.path.name if made.file else ""
            label = "Made backup" if made.ok else "Backup failed"
            self._keep(label, book, name, reason=made.what, done=made.ok)
        return self.state()

    def make(
        self,
        place: Place | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
        *,
        pinned: str = "",
    ) -> tuple[Made, ...]:
        """All of it on one thread: prepare, run, keep."""
        outcome = self.prepare(None if place is None else [place], pinned).run(progress, cancelled)
        self.keep(outcome)
        return outcome.made

    def remove(self, file: BackupFile) -> None:
        """Delete one backup by hand. Raises PlaceGone, PlaceReadOnly, PlaceFailed."""
        with backup.place_errors(file.place.label):
            file.path.unlink()
        self._keep("Remove backup", self._book(), file.path.name)

    # -- testing one ----------------------------------------------------------------------------

    def prepare_test(self, file: BackupFile | None = None) -> RestoreTestJob:
        """A restore to try out, on the bench: of this backup, or of the newest. Raises BackupMissing."""
        chosen = file or backup_due.newest(self.list(), self._book().history)
        return RestoreTestJob(chosen, self._keys, self._folder, self._records.now)

    def keep_test(self, tested: RestoreTest) -> BackupState:
        """Note how it went."""
        book = replace(self._book(), tested=tested)
        self._keep("Tested a restore", book, reason=tested.what, done=tested.ok)
        return self.state()

    def test_restore(
        self,
        file: BackupFile | None = None,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> RestoreTest:
        """All of it on one thread."""
        tested = self.prepare_test(file).run(progress, cancelled)
        self.keep_test(tested)
        return tested

    # -- inside ---------------------------------------------------------------------------------

    def _book(self) -> Book:
        with self._records.read() as db:
            return backup_book.from_json(queries.kept(db, backup_book.KEY))

    def _keep(
        self, label: str, book: Book, thing_id: str = "", *, reason: str = "", done: bool = True
    ) -> None:
        act = Act(
            label,
            self._records.now(),
            self._records.counselor_id,
            "backup",
            thing_id,
            category="backup",
            outcome="done" if done else "refused",
            reason=reason,
        )
        with self._records.store.doing(act) as db:
            row: Any = db.get_one(models.Practice, PRACTICE_ID)
            row.settings = {**row.settings, backup_book.KEY: backup_book.to_json(book)}

    def _places(self, book: Book, roots: Sequence[Path]) -> tuple[Place, ...]:
        own = Place(COMPUTER, "computer", self._computer, COMPUTER_LABEL)
        named = tuple(self._place(one, roots) for one in book.places)
        return named if book.without_computer else (own, *named)

    def _place(self, known: KnownPlace, roots: Sequence[Path]) -> Place:
        path = places.find(known.id, Path(known.path), roots)
        return Place(known.id, known.kind, path, known.label, known.elsewhere)

    def _inside(self, place: Place) -> Path | None:
        """The folder for the files of a place, made when it is missing."""
        if place.path is None:
            return None
        with contextlib.suppress(OSError):  # what is wrong there is told when something is written
            if place.kind == "stick":
                return places.backups_in(place.path)
            if place.kind == "computer":
                files.make_private_folder(place.path)
        return place.path

    def _files(self, place: Place) -> tuple[BackupFile, ...]:
        if place.path is None:
            return ()
        folder = place.path / places.FOLDER if place.kind == "stick" else place.path
        key = self._keys.use("backup")
        return tuple(backup_files.in_folder(folder, place, self._keys.records_uuid, key))

    def _lock(self) -> engine.Lock:
        path = self._folder / presence.RECORDS
        return engine.Lock(path, self._keys.use("db"), self._keys.salt, self._keys.records_uuid)


def open_backups(unlocked: Unlocked, clock: Callable[[], datetime]) -> Backups:
    """The backups of these open records."""
    records = Records(unlocked.store, clock, unlocked.counselor_id)
    if not unlocked.store.looks_only and (aside := swap.went_back(unlocked.folder)):
        act = Act(WENT_BACK, clock(), unlocked.counselor_id, "backup", aside, category="restore")
        unlocked.store.note(act)
        swap.forget_going_back(unlocked.folder)
    return Backups(records, unlocked.folder, unlocked.keys)


def _noted(book: Book, made: Made) -> Book:
    """With the last backup, or the failure, of that place."""
    failed = {key: one for key, one in book.failed.items() if key != made.place.id}
    if made.what:
        failed[made.place.id] = Failure(made.place.label, made.at, made.what, made.todo)
    last = dict(book.last)
    if made.file is not None:
        file = made.file
        last[made.place.id] = Last(file.path.name, file.made_at, file.mark, file.bytes)
    return replace(book, failed=failed, last=last)
