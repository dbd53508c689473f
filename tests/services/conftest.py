"""A practice with one counselor in real encrypted records, at a time that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails, Counselor, Practice
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.jottings import JottingService
from ketacounsel.services.measures import MeasureService
from ketacounsel.services.notes import NoteService
from ketacounsel.services.practice import establish
from ketacounsel.services.records import Records
from ketacounsel.services.safety import SafetyService
from ketacounsel.services.sessions import SessionService
from ketacounsel.services.threads import ThreadService
from ketacounsel.store import audit, engine, migrate
from ketacounsel.store.store import Store
from tests.services.harbor_lane import (
    AUDIT_KEY,
    DANA,
    DANAS_OWN_KEY,
    PIN,
    RESOURCES,
    SIGN_KEY,
    THURSDAY_13_52,
    ZONE,
    Clock,
    lock_of,
)


@pytest.fixture(scope="session")
def made_records(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of new records, made once; each test opens a copy of its own."""
    lock = lock_of(tmp_path_factory.mktemp("made") / "records.db")
    engine.create(lock)
    opened = engine.open_engine(lock)
    migrate.upgrade(opened)
    store = Store(opened, lock.path, audit.Chain(AUDIT_KEY).append)
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
    opened = Store(engine.open_engine(lock), lock.path, audit.Chain(AUDIT_KEY).append)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    """Thursday 15 October 2026, 13:52 in Denver."""
    return Clock()


@pytest.fixture
def records(store: Store, clock: Clock) -> Records:
    return Records(store, clock, DANA)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The measures and templates the program comes with."""
    return Catalogue(RESOURCES)


@pytest.fixture
def clients(records: Records, catalogue: Catalogue) -> ClientService:
    return ClientService(records, catalogue)


@pytest.fixture
def infusions(records: Records) -> InfusionService:
    return InfusionService(records)


@pytest.fixture
def maren(clients: ClientService) -> ClientId:
    """A client and nothing else."""
    return clients.add(ClientDetails("Maren Ostrowski", pronouns="she/her")).id


@pytest.fixture
def jottings(records: Records) -> JottingService:
    return JottingService(records, DANAS_OWN_KEY)


@pytest.fixture
def sessions(records: Records, catalogue: Catalogue, jottings: JottingService) -> SessionService:
    return SessionService(records, catalogue, jottings)


@pytest.fixture
def measures(records: Records, catalogue: Catalogue) -> MeasureService:
    return MeasureService(records, catalogue)


@pytest.fixture
def safety(records: Records) -> SafetyService:
    return SafetyService(records)


@pytest.fixture
def threads(records: Records) -> ThreadService:
    return ThreadService(records)


@pytest.fixture
def notes(records: Records, catalogue: Catalogue) -> NoteService:
    return NoteService(records, catalogue, SIGN_KEY)
