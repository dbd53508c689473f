"""Where a rescue file may lie: a backup place on another disk, one chosen by hand, this computer's folder."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from ketacounsel.core.backups import Place
from ketacounsel.store import files, places
from ketacounsel.store.rescue_file import in_folder, new_name

KNOWN: Final = "known.json"
MOST_DONE: Final = 200
THIS_COMPUTER: Final = "this computer"


class RescuePlaces:
    """Asked while the disk of the records may be gone, so nothing here reads the records."""

    def __init__(
        self,
        records_folder: Path,
        computer: Path,
        *,
        backup_places: Callable[[], Sequence[Place]] = tuple,
        roots: places.Roots = places.mounted,
    ) -> None:
        self._records, self._computer, self._roots = records_folder, computer, roots
        self._ask, self._asked = backup_places, tuple[Place, ...]()
        self._chosen: Path | None = None

    def ask(self) -> None:
        """Read from the records which places there are, while they can be read."""
        self._asked = tuple(self._ask())

    def choose(self, folder: Path) -> None:
        """From now on there first; found again at the next unlock."""
        self._chosen = folder
        with contextlib.suppress(OSError):
            folders, done = self._known()
            self._keep([*dict.fromkeys([*folders, str(folder)])], done)

    def to_write(self) -> Iterator[tuple[Path, str]]:
        """Folders to try, the best first, each with its name for the counselor."""
        if self._chosen is not None and self._chosen.is_dir():
            yield self._chosen, self._chosen.name or str(self._chosen)
        for place, folder in self._backups():
            if not places.same_disk(folder, self._records):
                yield folder, place.label
        with contextlib.suppress(OSError):
            files.make_private_folder(self._computer)
            yield self._computer, THIS_COMPUTER

    def files(self) -> list[Path]:
        """Every rescue file that is anywhere it could be, of whichever records."""
        folders, done = self._known()
        roots = self._roots()
        looked = [
            *(folder for _, folder in self._backups()),
            self._computer,
            self._records,
            *(Path(one) for one in folders),
            *roots,
            *(root / places.FOLDER for root in roots),
        ]
        found = [path for folder in dict.fromkeys(looked) for path in in_folder(folder)]
        for path in found:
            if path.name in done:
                self.remove(path)
        return [path for path in found if path.name not in done]

    def remove(self, path: Path) -> None:
        """Its words are in the records. Where it can't be taken away now, it is never used again."""
        try:
            path.unlink()
        except OSError:
            folders, done = self._known()
            with contextlib.suppress(OSError):
                self._keep(folders, [*dict.fromkeys([*done, path.name])][-MOST_DONE:])

    def new_name(self) -> str:
        """For a sitting's file: one that was not used up."""
        _, done = self._known()
        while (name := new_name()) in done:
            pass
        return name

    def _backups(self) -> Iterator[tuple[Place, Path]]:
        for place in self._asked:
            if place.kind != "computer" and place.path is not None and places.marked(place.path) == place.id:
                with contextlib.suppress(OSError):
                    yield place, places.backups_in(place.path) if place.kind == "stick" else place.path

    def _known(self) -> tuple[list[str], list[str]]:
        try:
            raw = json.loads((self._computer / KNOWN).read_text(encoding="utf-8"))
            return [str(one) for one in raw["folders"]], [str(one) for one in raw["done"]]
        except (OSError, ValueError, KeyError, TypeError):
            return [], []

    def _keep(self, folders: list[str], done: list[str]) -> None:
        files.make_private_folder(self._computer)
        said = json.dumps({"folders": folders, "done": done})
        files.write_atomically(self._computer / KNOWN, said.encode())
