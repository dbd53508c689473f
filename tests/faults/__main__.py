"""`make soak`: the long forms of all rows, each for its share of the time, and the scoreboard they leave.

`python -m tests.faults MINUTES [ID ...]`; the seed is printed, and `SEED=` repeats it.
"""

from __future__ import annotations

import os
import secrets
import sys
from typing import Final

from tests.faults import rows
from tests.faults.score import ROOT, write
from tests.faults.soak import one_row

BOARD: Final = ROOT / "build" / "scoreboard.json"


def main(minutes: float, ids: list[str]) -> int:
    """Run the rows; 1 when one of them falls short."""
    seed = int(os.environ.get("SEED") or secrets.randbelow(1 << 31))
    print(f"seed {seed}")
    proofs = [one for one in rows.PROOFS if not ids or one.id in ids]
    whole = sum(one.share for one in proofs) or 1
    done = []
    for proof in proofs:
        row = one_row(proof, seed, minutes * 60 * proof.share / whole)
        write([row], BOARD)
        done.append(row)
        print(f"{row.id} {'pass' if row.passed else 'SHORT'} {row.what}: {row.measured}", flush=True)
        for told in row.told[:3]:
            print(f"     {told}")
    return int(not all(row.passed for row in done))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, sys.argv[2:]))
