"""After a lock no process of the program holds a key, the passphrase or a client's word."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding, vault
from ketacounsel.services.founding import Founding
from ketacounsel.services.office import open_office
from ketacounsel.store.kdf import KdfCost
from tests.journeys.remote import Remote, program
from tests.journeys.test_lock_from_any_state import HERE

WORDS, PIN = "maple tuba fjord ninety oxen gauze", "274951"
DANA = Founding(name="Dana Whitfield", practice="Harbor Lane Counseling", passphrase=WORDS, pin=PIN)
CHEAP = KdfCost(memory_kib=8, passes=1)
NAME, TYPED = "Quillonbird Ostrowski", "xylophonecanary under the bridge"
MAPPED = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r.*", re.MULTILINE)
CHUNK = 1 << 20


def _readable() -> bool:
    """Whether this account may look into another process's memory."""
    return sys.platform == "linux" and os.access("/proc/1/mem", os.R_OK)


@contextlib.contextmanager
def opened(root: Path) -> Iterator[tuple[Remote, Mapping[str, bytes]]]:
    """The program with a client's words on the screen, and what must not be found after a lock."""
    now = datetime.now(UTC)
    made = founding.prepare(WORDS, now, CHEAP)
    unlocked = founding.found(root / "records", DANA, made, now, key_checked=True)
    office = open_office(unlocked, lambda: datetime.now(UTC))
    client = office.clients.add(ClientDetails(NAME))
    given = now - timedelta(hours=50)
    office.infusions.add(client.id, InfusionDetails(given, "UTC", "complete", duration_min=40))
    unlocked.close()
    with program(root / "records", root / "desk") as hand:
        hand.start()
        hand.until(HERE + "answer = door is not None and door.button.isEnabled()")
        unlock = "QTest.keyClicks(door.secret, '{}'); door.button.click(); answer = True"
        hand.do(HERE + unlock.format(WORDS))
        hand.until(HERE + "answer = shell is not None and shell.here is not None")
        go = f"Go('session', client_id={client.id!r}, act='start')"
        hand.do(HERE + f"shell.go({go}); answer = True")
        hand.until(HERE + "answer = shell.desk.sessions.running() is not None")
        hand.do(HERE + f"shell.here.acting.go_to('tell'); QTest.keyClicks(area(), {TYPED!r}); answer = True")
        yield hand, _secrets(root / "records", made.recovery_key)


def _secrets(records: Path, recovery_key: str) -> Mapping[str, bytes]:
    """In the shapes in which Python, Qt and SQLCipher would hold them."""
    keys = vault.derive(records, WORDS)
    raw = {"data key": keys.dek, **{use: keys.use(use) for use in ("db", "audit", "head", "sign", "backup")}}
    raw |= {f"own {at}": key for at, key in enumerate(keys.personal.values())}
    texts = {"passphrase": WORDS, "recovery key": recovery_key, "name": NAME, "typed": TYPED}
    shapes = dict(raw) | {f"{name} in hex": key.hex().encode() for name, key in raw.items()}
    for name, text in texts.items():
        shapes |= {name: text.encode(), f"{name} in UTF-16": text.encode("utf-16-le")}
    return shapes


def found_in(pid: int, secrets: Mapping[str, bytes]) -> set[str]:
    """What can be read in the memory, the arguments or the environment of a process."""
    place, found = Path(f"/proc/{pid}"), set[str]()
    longest = max(map(len, secrets.values()))
    with (place / "mem").open("rb", buffering=0) as memory:
        for first, last in MAPPED.findall((place / "maps").read_text()):
            tail, at, end = b"", int(first, 16), int(last, 16)
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(CHUNK, end - at))
                except (OSError, OverflowError, ValueError):
                    break
                if not piece:
                    break
                found |= {name for name, secret in secrets.items() if secret in tail + piece}
                tail, at = piece[-longest:], at + len(piece)
    for name in ("cmdline", "environ"):
        told = (place / name).read_bytes()
        found |= {f"{key} in {name}" for key, secret in secrets.items() if secret in told}
    return found


def processes(records: Path, desk: Path) -> set[int]:
    """Every process that runs the program on these records or was begun by it."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            told = (place / "cmdline").read_bytes() + (place / "environ").read_bytes()
            state = (place / "stat").read_text().rsplit(") ", 1)[1][0]
            if state != "Z" and (str(records).encode() in told or str(desk).encode() in told):
                found.add(int(place.name))
    return found


@pytest.mark.desktop
@pytest.mark.skipif(not _readable(), reason="this account may not read another process's memory")
def test_a_lock_leaves_nothing_in_memory(tmp_path: Path) -> None:
    with opened(tmp_path) as (hand, secrets):
        first = hand.do("import os; answer = os.getpid()")
        before = found_in(first, secrets)
        assert {"data key", "typed in UTF-16"} <= before or {"typed", "data key"} <= before
        hand.do(HERE + "shell.lock_requested.emit('idle'); answer = True")
        hand.until(HERE + "answer = door is not None")
        hand.wait_for(lambda: first not in processes(hand.records, hand.desk))
        left = processes(hand.records, hand.desk)
        assert left
        assert {pid: found_in(pid, secrets) for pid in left} == {pid: set() for pid in left}


@pytest.mark.desktop
@pytest.mark.skipif(not _readable(), reason="this account may not read another process's memory")
def test_records_that_are_only_closed_are_still_in_memory(tmp_path: Path) -> None:
    """So the process has to end: this is what a lock without that would leave."""
    with opened(tmp_path) as (hand, secrets):
        pid = hand.do("import os; answer = os.getpid()")
        close = (
            "shell.put_away(); shell.hide(); import gc; gc.unfreeze()\n"
            "records = next(o for o in gc.get_objects() if type(o).__name__ == 'OpenRecords')\n"
            "records.close(); gc.collect(); answer = True"
        )
        hand.do(HERE + close)
        assert {"data key", "passphrase in UTF-16"} & found_in(pid, secrets)
