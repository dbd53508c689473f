"""``ketacounsel restore``: records from a backup; the backup is only read, and what is replaced is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.commands.talk import passphrase, recovery_key, say

if TYPE_CHECKING:
    from ketacounsel.core.backups import Inside
    from ketacounsel.services.restoring import Opened


def restore(file: Path, folder: Path, passphrase_file: str | None, recovery_file: str | None) -> int:
    """0 when the records are in place."""
    from ketacounsel.services import restoring

    opened = unlock_backup(file, passphrase_file, recovery_file)
    looked = restoring.look_inside(opened, folder)
    done = restoring.restore(opened, folder, datetime.now(UTC))
    say(f"Restored {folder.resolve()} to {made_words(opened)}.")
    say(inside_words(looked.inside))
    if done.aside:
        say(f"The records from before are kept for 30 days in {folder.resolve() / done.aside}")
    return 0


def unlock_backup(file: Path, passphrase_file: str | None, recovery_file: str | None) -> Opened:
    """Asks only for a file that is a whole backup."""
    from ketacounsel.services import restoring

    restoring.read(file)
    if recovery_file is not None:
        return restoring.unlock_with_recovery_key(file, recovery_key(recovery_file))
    return restoring.unlock(file, passphrase(passphrase_file))


def made_words(opened: Opened) -> str:
    """2026-10-14 18:02 UTC, made on studio-laptop."""
    computer = opened.head.manifest.computer
    return f"{opened.made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" + (
        f", made on {computer}" if computer else ""
    )


def inside_words(inside: Inside) -> str:
    """What it holds."""
    return (
        f"{inside.clients} clients ({inside.active} active), {inside.notes} notes ({inside.signed} signed), "
        f"{inside.scores} scores."
    )
