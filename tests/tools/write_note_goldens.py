"""Writes the golden notes anew, after a change of wording was read and found right.

Run it as `python -m tests.tools.write_note_goldens`, then look at the difference.
"""

from __future__ import annotations

from pathlib import Path

from tests.core.note_examples import golden_notes

FOLDER = Path(__file__).parent.parent / "golden" / "notes"


def main() -> None:
    """Write every golden note into its file."""
    for name, text in golden_notes().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
