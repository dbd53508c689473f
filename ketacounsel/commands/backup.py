"""``ketacounsel backup``: one checked backup of the records, also while a window has them open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ketacounsel.commands.talk import WrongUse, complain, say, unlock

SUFFIX = ".kibak"


def backup(folder: Path, target: Path, passphrase_file: str | None) -> int:
    """Write it into the folder `target`, or as the file of that name. Nothing in the target is replaced."""
    into, name = _where(target)
    keys = unlock(folder, passphrase_file)
    for notice in keys.notices:
        complain(notice)
    from ketacounsel.core.backup_words import size_words
    from ketacounsel.services import vault
    from ketacounsel.services.backups import open_backups

    unlocked = vault.open_for_reading(folder, keys)
    try:
        made, inside = open_backups(unlocked, lambda: datetime.now(UTC)).copy_to(into, name)
    finally:
        unlocked.close()
    if made.file is None:
        complain(" ".join(part for part in (made.what, made.todo) if part))
        return 1
    say(f"Wrote {made.file.path}, {size_words(made.file.bytes)}")
    if inside is not None:
        say(f"Opened and checked: {inside.clients} clients, {inside.notes} notes, {inside.scores} scores.")
    if made.what:
        complain(f"{made.what} {made.todo}")
    return 0


def _where(target: Path) -> tuple[Path, str]:
    if target.is_dir():
        return target.resolve(), ""
    if target.suffix != SUFFIX or not target.parent.is_dir():
        raise WrongUse(f"{target} is no folder, nor a file name that ends with {SUFFIX} in one.")
    if target.exists():
        raise WrongUse(f"{target} is there already; nothing is written over.")
    return target.parent.resolve(), target.name
