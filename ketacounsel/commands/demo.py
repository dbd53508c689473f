"""``ketacounsel demo``: make a practice set, records of invented people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ketacounsel.commands.talk import say


def demo(folder: Path, clients: int | None, years: int | None, seed: int, today: date | None) -> int:
    """Make the set, and say how to open it."""
    from ketacounsel import practice_set

    made = practice_set.make(
        folder, practice_set.Wishes(today=today, clients=clients, years=years, seed=seed)
    )
    say(f"Made a practice set of invented people in {folder.resolve()}")
    say(f"  {made.clients} clients, {made.infusions} infusions, {made.sessions} sessions, {made.notes} notes")
    say(f"  Passphrase: {practice_set.PASSPHRASE}")
    say(f"  Signing PIN: {practice_set.PIN}")
    say(f"Open it with: ketacounsel {folder}")
    return 0
