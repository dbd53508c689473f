"""How a command speaks to a terminal, asks for the passphrase, and opens the records."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ketacounsel import hardening

if TYPE_CHECKING:
    from ketacounsel.store.keyfile import Keys

STANDARD_INPUT = "-"


class WrongUse(Exception):
    """The command can't be understood as it was typed: one line, exit code 2."""


def say(text: str) -> None:
    """One line to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(f"ketacounsel: {text}\n")


def passphrase(file: str | None) -> str:
    """The passphrase: from a file, from standard input, or typed without being shown.

    Raises WrongUse where there is nobody to ask or nothing to read.
    """
    hardening.hide()
    if file == STANDARD_INPUT:
        return _first_line(sys.stdin.readline(), "standard input")
    if file is not None:
        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUse(f"the passphrase file {file} can't be read.") from error
        return _first_line(text, file)
    if not sys.stdin.isatty():
        raise WrongUse("there is no terminal to ask for the passphrase; give --passphrase-file.")
    return getpass.getpass("Passphrase: ")


def recovery_key(file: str) -> str:
    """The recovery key from a file or from standard input. Raises WrongUse."""
    return passphrase(file)


def unlock(folder: Path, file: str | None) -> Keys:
    """The keys of the records in `folder`. Raises as `vault.derive`, before it asks where there are none."""
    from ketacounsel.core.errors import NoRecords
    from ketacounsel.services import vault

    if not vault.exists(folder):
        raise NoRecords
    return vault.derive(folder, passphrase(file))


def _first_line(text: str, source: str) -> str:
    line = text.split("\n", 1)[0].removesuffix("\r")
    if not line:
        raise WrongUse(f"no passphrase stands in {source}.")
    return line
