"""Runs each order in a fork of itself, with the shim armed; started with the shim loaded before all else."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ketacounsel.core.errors import KetaCounselError
from tests.faults.golden import make_older
from tests.faults.operations import OPERATIONS, Refused, work
from tests.faults.scene import make_scene, read_scene
from tests.faults.score import memory_folder
from tests.faults.shim import Ended, Order, loaded


def main() -> None:
    """Until nobody orders any more."""
    warm_up()
    for line in sys.stdin:
        ended = run(Order(**json.loads(line)))
        sys.stdout.write(json.dumps(asdict(ended)) + "\n")
        sys.stdout.flush()


def warm_up() -> None:
    """Each operation once, so that all it imports late is there before the first fork."""
    folder = memory_folder("warm")
    logging.disable(logging.WARNING)
    try:
        scene = make_scene(folder / "base")
        for operation in OPERATIONS.values():
            mine = scene.copied(folder / "run")
            if operation.older:
                make_older(mine, "0003")
            operation.act(mine, lambda: None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(order: Order) -> Ended:
    """One order, in a child; what it said until its end."""
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        os.close(heard)
        _child(order, said)
    os.close(said)
    with os.fdopen(heard) as pipe:
        words = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    last = words[-1].split("\t") if words and words[-1][0] != "a" else ["", "", "0"]
    acks = sum(1 for word in words if word == "a")
    return Ended(acks, os.WIFSIGNALED(status), last[0].strip(), last[1], int(last[2]))


def _child(order: Order, said: int) -> None:
    shim, count = loaded(), 0
    refused, crashed = "-", ""

    def ack() -> None:
        nonlocal count
        count += 1
        os.write(said, b"a\n")
        shim.shim_ack(b"%d" % count)
        if order.snapshots:
            shutil.copytree(order.base, f"{order.snapshots}.{count}")

    try:
        scene = read_scene(Path(order.base))
        shim.shim_arm(order.mode, order.at, order.base.encode(), order.log.encode())
        if order.end_after_ms:
            signal.setitimer(signal.ITIMER_REAL, order.end_after_ms / 1000)
        act: Any = OPERATIONS[order.operation].act if order.operation in OPERATIONS else work
        act(scene, ack)
    except (KetaCounselError, Refused) as error:
        refused = type(error).__name__
    finally:
        if (other := sys.exc_info()[1]) is not None:
            crashed = f"{type(other).__name__}: {other}".replace("\t", " ").replace("\n", " ")
        calls = shim.shim_calls()
        shim.shim_arm(0, -1, b"/nowhere", b"")
        os.write(said, f"{refused}\t{crashed}\t{calls}\n".encode())
        os._exit(0)


if __name__ == "__main__":
    main()
