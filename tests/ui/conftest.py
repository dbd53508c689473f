"""A desk over real encrypted records, as every screen is given one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.office import Office
from ketacounsel.services.practice import PracticeService
from ketacounsel.services.records import Records
from ketacounsel.services.today import TodayService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.wiring import make_desk
from tests.services.conftest import (  # noqa: F401 - fixtures
    catalogue,
    clients,
    clock,
    infusions,
    jottings,
    made_records,
    maren,
    measures,
    notes,
    records,
    safety,
    sessions,
    store,
    threads,
)
from tests.services.harbor_lane import DANAS_OWN_KEY, SIGN_KEY, Clock


@pytest.fixture
def office(records: Records, catalogue: Catalogue, clock: Clock) -> Office:  # noqa: F811
    """Every service over new records. The clock stands still on Thursday 15 October 2026, 13:52."""
    from ketacounsel.services.clients import ClientService
    from ketacounsel.services.infusions import InfusionService
    from ketacounsel.services.jottings import JottingService
    from ketacounsel.services.measures import MeasureService
    from ketacounsel.services.notes import NoteService
    from ketacounsel.services.reporting import ReportService
    from ketacounsel.services.safety import SafetyService
    from ketacounsel.services.sessions import SessionService
    from ketacounsel.services.threads import ThreadService

    private = JottingService(records, DANAS_OWN_KEY)
    return Office(
        practice=PracticeService(records, sign_key=SIGN_KEY),
        clients=ClientService(records, catalogue),
        infusions=InfusionService(records),
        sessions=SessionService(records, catalogue, private),
        jottings=private,
        measures=MeasureService(records, catalogue),
        safety=SafetyService(records),
        notes=NoteService(records, catalogue, SIGN_KEY),
        threads=ThreadService(records),
        today=TodayService(records, catalogue),
        reports=ReportService(records, catalogue),
        catalogue=catalogue,
        clock=clock,
    )


@pytest.fixture
def desk(office: Office, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """What a screen is made with; nothing waits on it when the test ends."""
    apply_theme(qapp, "light", 1.0)
    install_focus_ring(qapp)
    jobs = Jobs()
    made = make_desk(office, jobs, office.clock)
    yield made
    made.autosave.flush()
    jobs.finish()
