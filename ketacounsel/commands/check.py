"""``ketacounsel check``: read everything in the records and say whether it is sound."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel.commands.talk import complain, say, unlock

if TYPE_CHECKING:
    from ketacounsel.services.verify import VerifyReport


def check(folder: Path, passphrase_file: str | None, *, deep: bool = False, as_json: bool = False) -> int:
    """0 when the records are sound; else 1, with a line for each thing that is wrong."""
    from ketacounsel.services import vault

    keys = unlock(folder, passphrase_file)
    for notice in keys.notices:
        complain(notice)
    report = vault.check(folder, keys, deep=deep)
    if as_json:
        say(json.dumps({"sound": report.sound, **asdict(report)}))
    else:
        _tell(report)
    return 0 if report.sound else 1


def _tell(report: VerifyReport) -> None:
    if report.sound:
        size_mb = report.bytes_read / 1_000_000
        say(f"The records are sound. {size_mb:.1f} MB were read in {report.took_ms / 1000:.1f} s.")
    for line in report.lines:
        if line.sound:
            say(line.words)
        else:
            complain(line.words)
    if not report.sound:
        complain("Nothing was changed. Open the newest backup.")
