"""A program to be killed: writes notes without end and says each number once its write is acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from ketacounsel.store import engine
from tests.store.toy import add_note, open_toy


def main() -> None:
    """Go on from the number given."""
    lock = engine.Lock(Path(sys.argv[1]), b"k" * 32, b"s" * 16, "a" * 32)
    engine.examine(lock)
    engine.recover(lock)
    store, number = open_toy(lock), int(sys.argv[2])
    while True:
        add_note(store, f"{number} " + "words " * 600)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main()
