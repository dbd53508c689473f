"""``ketacounsel verify``: take a backup apart, read every page of it, and say whether it can be restored."""

from __future__ import annotations

from pathlib import Path

from ketacounsel.commands.restore import inside_words, made_words, unlock_backup
from ketacounsel.commands.talk import say


def verify(file: Path, passphrase_file: str | None, recovery_file: str | None) -> int:
    """0 when it is whole; else the refusal says what is wrong. Only encrypted files touch the disk."""
    from ketacounsel.services import restoring

    opened = unlock_backup(file, passphrase_file, recovery_file)
    looked = restoring.try_out(opened)
    say(f"This backup is whole: {made_words(opened)}.")
    say(inside_words(looked))
    return 0
