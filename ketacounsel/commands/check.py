"""``ketacounsel check``: read every page of the records and say whether they are sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.commands.talk import complain, say, unlock

if TYPE_CHECKING:
    from ketacounsel.services.note_proofs import SignedCheck
    from ketacounsel.store.keyfile import Keys


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
    signed = _check_signed(folder, keys)
    for place in signed.changed:
        complain(f"{place}: the text does not match its signature.")
    if signed.changed:
        complain("Nothing was changed. The last matching copy is in a backup.")
        return 1
    size_mb = report.bytes_read / 1_000_000
    say(f"The records are sound. {size_mb:.1f} MB were read in {report.took_ms / 1000:.1f} s.")
    say(f"All {signed.checked} signed notes and addenda match their signatures.")
    return 0


def _check_signed(folder: Path, keys: Keys) -> SignedCheck:
    from ketacounsel.services import vault
    from ketacounsel.services.note_proofs import check_signed

    unlocked = vault.open_for_reading(folder, keys)
    try:
        return check_signed(unlocked.store, keys.use("sign"))
    finally:
        unlocked.close()
