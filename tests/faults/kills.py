"""The storage layer killed at any moment of a working day without end: nothing acknowledged may be lost."""

from __future__ import annotations

from typing import Final

from ketacounsel.core.errors import KetaCounselError
from tests.faults.operations import worked
from tests.faults.scene import ADDENDUM, Bad, Scene, make_scene
from tests.faults.score import Effort, Tally
from tests.faults.shim import Order, Server, serving

LONGEST_MS: Final = 120.0
ANEW_EVERY: Final = 60
DEEP_EVERY: Final = 20


def run(effort: Effort) -> Tally:
    """Kill after kill on the same records, which are begun anew now and then so that they stay small."""
    tally, chance, scene = Tally(), effort.chance, _scene(effort)
    here = scene
    with serving() as server:
        while effort.goes_on(tally.tried):
            if tally.tried % ANEW_EVERY == 0:
                here = scene.copied(effort.folder / "run")
            _one(here, server, chance.uniform(1.0, LONGEST_MS), tally)
    return tally


def _one(scene: Scene, server: Server, after_ms: float, tally: Tally) -> None:
    before = worked(scene)
    ended = server.run(Order("work", str(scene.base), end_after_ms=after_ms))
    tally.tried += 1
    tally.count("acknowledged writes", ended.acks)
    try:
        if not ended.killed:
            raise Bad(f"ended by itself: {ended}")
        found = worked(scene) - before
        if not ended.acks <= found <= ended.acks + 1:
            raise Bad(f"{ended.acks} acknowledged, {found} found")
        if tally.tried % DEEP_EVERY == 0:
            scene.look_deep()
    except (Bad, KetaCounselError, OSError) as fault:
        tally.fault(
            f"kill {tally.tried}: {type(fault).__name__}: {fault}", scene.base, f"kills-{tally.tried}"
        )


def _scene(effort: Effort) -> Scene:
    scene = make_scene(effort.folder / "base")
    notes = scene.open().notes
    notes.save_addendum(ADDENDUM, "The first.")
    notes.sign_addendum(ADDENDUM)
    scene.close()
    return scene
