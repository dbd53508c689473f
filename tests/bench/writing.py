"""What a saved note costs: our autosave beside a bare commit of the same bytes with the same settings."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from ketacounsel import practice_set
from ketacounsel.services import vault
from ketacounsel.services.office import open_office
from ketacounsel.store import engine
from tests.bench.figure import Figure, in_turn, taken_ms
from tests.bench.sets import NOW, SMALL, a_copy

ROUNDS, BYTES = 300, 3000
WORDS = "It was quiet, and then it was my grandmother’s stairs. "


def figures() -> list[Figure]:
    """The median of each."""
    with tempfile.TemporaryDirectory(prefix="bench-") as own:
        ours, floor = _measure(Path(own))
    return [Figure("Autosave of a 3 kB note", ours, "ms", 3, floor)]


def _measure(own: Path) -> tuple[float, float]:
    folder = a_copy(SMALL, own)
    unlocked = vault.open_records(folder, vault.derive(folder, practice_set.PASSPHRASE))
    office = open_office(unlocked, lambda: NOW)
    note_id = office.notes.to_sign()[0].id
    lock = engine.Lock(own / "bare.db", b"k" * 32, b"s" * 16, "a" * 32)
    engine.create(lock)
    bare = engine.connect(lock)
    bare.execute("CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT)")
    bare.execute("INSERT INTO note VALUES ('n', '')")
    text, number = WORDS * (BYTES // len(WORDS)), count()

    def save() -> object:
        return office.notes.edit_paragraph(note_id, "assessment", f"{text}{next(number)}")

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE note SET body = ? WHERE id = 'n'", (f"{text}{next(number)}",))
        bare.execute("COMMIT")

    save()
    found = in_turn(lambda: taken_ms(save), lambda: taken_ms(commit), ROUNDS)
    bare.close()
    unlocked.close()
    return found
