"""A desk over real encrypted records, as every screen is given one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.office import Office, office_over
from ketacounsel.services.records import Records
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.focus import install_focus_ring
from ketacounsel.wiring import make_desk
from tests.services.conftest import *  # noqa: F403 - fixtures
from tests.services.harbor_lane import DANAS_OWN_KEY, SIGN_KEY, Clock


@pytest.fixture
def office(records: Records, catalogue: Catalogue, clock: Clock) -> Office:
    """Every service over new records. The clock stands still on Thursday 15 October 2026, 13:52."""
    return office_over(records, catalogue, clock, own_key=DANAS_OWN_KEY, sign_key=SIGN_KEY)


@pytest.fixture
def desk(office: Office, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """What a screen is made with; nothing waits on it when the test ends."""
    apply_theme(qapp, "light", 1.0)
    install_focus_ring(qapp)
    jobs = Jobs()
    made = make_desk(office, jobs)
    yield made
    made.autosave.flush()
    jobs.finish()
