"""Every call to the disk fails once, in every way it can, in every operation: nothing kept may be lost by it.

Held to: what was acknowledged is there, what was not is there in full or not at all, the rest is untouched,
the records open without a doubt, and what the disk refused came out as a refusal with its sentence.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Final

from ketacounsel.core.errors import KetaCounselError
from tests.faults.golden import make_older
from tests.faults.operations import OPERATIONS, Operation
from tests.faults.scene import Bad, Scene, Seen, make_scene, new_key_file
from tests.faults.score import Effort, Tally
from tests.faults.shim import COUNT, MODES, Ended, Order, Server, serving

DEEP_EVERY: Final = 25
THERE: Final = "points there are"
OLDER: Final = "0003"
OWN_CALLS: Final = {"disk full", "short write"}
"""Faults that only some calls can have."""


@dataclass
class Stage:
    """An operation's scene before it, and how it looks after each acknowledged step."""

    name: str
    operation: Operation
    scene: Scene
    expected: list[Seen]

    def held(self, scene: Scene, acks: int) -> None:
        """Raises Bad, or the refusal to open."""
        found = self.look(scene)
        before = self.expected[min(acks, len(self.expected) - 1)]
        after = self.expected[min(acks + 1, len(self.expected) - 1)]
        if not found.between(before, after):
            raise Bad(f"{acks} acknowledged, found {found}")
        if found.notices:
            raise Bad(f"a notice: {found.notices}")

    def look(self, scene: Scene) -> Seen:
        return scene.look(secrets=self.operation.secrets, backups=self.operation.backups)


class Stages:
    """Makes the stage of each operation once."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder, self._server = folder, server
        self._made: dict[str, Stage] = {}
        self._base: dict[tuple[bool, bool], Scene] = {}

    def stage(self, name: str) -> Stage:
        """Learned from one run without faults."""
        if name not in self._made:
            operation = OPERATIONS[name]
            scene, run = self._scene(operation), self._folder / "learn"
            new_key_file(run).unlink(missing_ok=True)
            scene.copied(run)
            ended = self._server.run(Order(name, str(run), snapshots=str(self._folder / "after")))
            if ended.crashed or ended.refused != "-" or not ended.acks:
                raise Bad(f"{name} fails by itself: {ended}")
            stage = Stage(name, operation, scene, [])
            new_key_file(self._folder / "look").unlink(missing_ok=True)
            stage.expected = [self._looked(stage, scene.base)]
            for number in range(1, ended.acks + 1):
                after = self._folder / f"after.{number}"
                if new_key_file(run).exists():
                    shutil.copy(new_key_file(run), new_key_file(self._folder / "look"))
                stage.expected.append(self._looked(stage, after))
                shutil.rmtree(after)
            self._made[name] = stage
        return self._made[name]

    def _looked(self, stage: Stage, base: Path) -> Seen:
        """Of a copy, since looking puts right what it finds."""
        return stage.look(stage.scene.at(base).copied(self._folder / "look"))

    def _scene(self, operation: Operation) -> Scene:
        kind = (operation.older, operation.backups)
        if kind not in self._base:
            scene = make_scene(self._folder / f"base-{len(self._base)}")
            if operation.older:
                make_older(scene, OLDER)
            if not operation.backups:
                shutil.rmtree(scene.backups, ignore_errors=True)
            self._base[kind] = scene
        return self._base[kind]


def faults(stage: Stage, server: Server, run: Path, modes: list[str]) -> Iterator[tuple[str, int]]:
    """Every mode at every call that it can strike."""
    counted: dict[int, int] = {}
    for mode in modes:
        how = MODES[mode] if mode in OWN_CALLS else COUNT
        if how not in counted:
            new_key_file(run).unlink(missing_ok=True)
            stage.scene.copied(run)
            counted[how] = server.run(Order(stage.name, str(run), how, 1 << 40)).calls
        yield from ((mode, at) for at in range(counted[how]))


def strike(stage: Stage, server: Server, run: Path, mode: str, at: int) -> Ended:
    """One fault; the scene as it is afterwards stands in `run`."""
    new_key_file(run).unlink(missing_ok=True)
    stage.scene.copied(run)
    return server.run(Order(stage.name, str(run), MODES[mode], at))


def run(effort: Effort, modes: list[str] | None = None, operations: list[str] | None = None) -> Tally:
    """All faults of all operations in a random order, until the effort ends."""
    tally, folder = Tally(), effort.folder
    with serving() as server:
        stages, points = Stages(folder, server), []
        for name in operations or list(OPERATIONS):
            stage = stages.stage(name)
            found = list(faults(stage, server, folder / "run", modes or list(MODES)))
            tally.count(THERE, len(found) / effort.parts)
            Random(f"{effort.seed} {name}").shuffle(found)
            points.append([(name, *one) for one in found[effort.part :: effort.parts]])
        for name, mode, at in _in_turn(points):
            if not effort.goes_on(tally.tried):
                break
            _one(stages.stage(name), server, folder / "run", mode, at, tally)
    return tally


def _in_turn(points: list[list[tuple[str, str, int]]]) -> Iterator[tuple[str, str, int]]:
    """One of each operation, then the next of each: a short run sees all of them."""
    for row in zip_longest(*points):
        yield from (one for one in row if one is not None)


def _one(stage: Stage, server: Server, run: Path, mode: str, at: int, tally: Tally) -> None:
    ended = strike(stage, server, run, mode, at)
    scene, where = stage.scene.at(run), f"{stage.name}, {mode} at call {at}"
    tally.tried += 1
    tally.count(mode)
    if ended.refused not in ("-", ""):
        tally.count("refused with a sentence")
    try:
        if ended.crashed:
            raise Bad(f"came out without a sentence: {ended.crashed}")
        stage.held(scene, ended.acks)
        if tally.tried % DEEP_EVERY == 0:
            scene.look_deep()
    except (Bad, KetaCounselError, OSError) as fault:
        kept = f"calls-{stage.name}-{mode}-{at}".replace(" ", "-")
        tally.fault(f"{where}: {type(fault).__name__}: {fault}", run, kept)
