"""A practice with one counselor in real encrypted records, at a time that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails, Counselor, Practice
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.practice import establish
from ketacounsel.services.records import Records
from ketacounsel.store import audit, engine, migrate
from ketacounsel.store.store import Store
from tests.services.harbor_lane import DANA, PIN, SIGN_KEY, THURSDAY_13_52, ZONE, Clock, lock_of


@pytest.fixture(scope="session")
def made_records(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of new records, made once; each test opens a copy of its own."""
    lock = lock_of(tmp_path_factory.mktemp("made") / "records.db")
    engine.create(lock)
    opened = engine.open_engine(lock)
    migrate.upgrade(opened)
    store = Store(opened, lock.path, audit.append)
    practice = Practice("Harbor Lane Counseling", "12 Harbor Lane", zone=ZONE)
    counselor = Counselor(DANA, "Dana Whitfield", "LPC", "LPC-20419")
    with store.write("Set up records", at=THURSDAY_13_52, by=DANA, thing="practice") as db:
        establish(db, practice, counselor, PIN, sign_key=SIGN_KEY, at=THURSDAY_13_52)
    store.close()
    return lock.path.read_bytes()


@pytest.fixture
def store(made_records: bytes, tmp_path: Path) -> Iterator[Store]:
    """The open records of a new practice."""
    lock = lock_of(tmp_path / "records.db")
    lock.path.write_bytes(made_records)
    opened = Store(engine.open_engine(lock), lock.path, audit.append)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """Thursday 15 October 2026, 13:52 in Denver."""
    return Clock()


@pytest.fixture
def records(store: Store, clock: Clock) -> Records:
    return Records(store, clock, DANA)


@pytest.fixture
def clients(records: Records) -> ClientService:
    return ClientService(records)


@pytest.fixture
def infusions(records: Records) -> InfusionService:
    return InfusionService(records)


@pytest.fixture
def maren(clients: ClientService) -> ClientId:
    """A client and nothing else."""
    return clients.add(ClientDetails("Maren Ostrowski", pronouns="she/her")).id
