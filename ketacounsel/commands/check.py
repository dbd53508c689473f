"""``ketacounsel check``: read every page of the records and say whether they are sound."""

from __future__ import annotations

from pathlib import Path

from ketacounsel.commands.talk import complain, say, unlock


def check(folder: Path, passphrase_file: str | None) -> int:
    """0 when the records are sound; else 1, with a line for each thing that is wrong."""
    from ketacounsel.services import vault

    keys = unlock(folder, passphrase_file)
    for notice in keys.notices:
        complain(notice)
    report = vault.check(folder, keys)
    for problem in report.problems:
        complain(problem)
    if report.problems:
        complain("Nothing was changed. Open the newest backup.")
        return 1
    size_mb = report.bytes_read / 1_000_000
    say(f"The records are sound. {size_mb:.1f} MB were read in {report.took_ms / 1000:.1f} s.")
    return 0
