"""Every control of the pages and sheets of safety has a name, and is large enough for a finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.ui.screens.settings.access_sheet import AccessSheet
from ketacounsel.ui.screens.settings.disk_sheet import DiskSheet
from ketacounsel.ui.screens.settings.new_key_sheet import NewKeySheet
from ketacounsel.ui.screens.settings.passphrase_sheet import PassphraseSheet
from ketacounsel.ui.screens.settings.verify_sheet import VerifySheet
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.overlay import Sheet
from tests.ui.settings.conftest import Kept

LEAST = 40
SHEETS = {
    "Change the passphrase": PassphraseSheet,
    "Make a new recovery key": NewKeySheet,
    "Show who can open these records": AccessSheet,
    "Verify these records": VerifySheet,
    "Show the file as it is on disk": DiskSheet,
}


def stops(around: QWidget) -> list[QWidget]:
    """What the keyboard visits."""
    return [
        widget
        for widget in around.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QAbstractScrollArea)
    ]


def small(around: QWidget) -> list[tuple[str, int, int]]:
    return [
        (accessible_name(one), one.width(), one.height())
        for one in stops(around)
        if min(one.width(), one.height()) < LEAST
    ]


@pytest.mark.parametrize("width", [1300, 900, 640])
@pytest.mark.parametrize("page", ["security", "audit"])
def test_every_control_has_a_name_and_forty_pixels(kept: Kept, page: str, width: int, qtbot: QtBot) -> None:
    kept.safe.backups.make()
    kept.screen.resize(width, 820)
    kept.screen.open_page(page)
    qtbot.wait(60)
    shown = kept.screen.page()
    assert len(stops(shown)) > 4
    assert [type(one).__name__ for one in stops(shown) if not accessible_name(one)] == []
    assert small(shown) == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_control_of_a_sheet_too(kept: Kept, name: str, qtbot: QtBot) -> None:
    page = kept.security()
    next(one for one in stops(page) if accessible_name(one) == name).click()  # type: ignore[attr-defined]
    kept.desk.jobs.finish()
    qtbot.wait(60)
    (sheet,) = (one for one in kept.screen.findChildren(Sheet) if one.isVisible())
    assert isinstance(sheet, SHEETS[name])
    assert [type(one).__name__ for one in stops(sheet) if not accessible_name(one)] == []
    assert small(sheet) == []
    sheet.dismiss()
    qtbot.wait(20)


@pytest.mark.parametrize("width", [1300, 640])
def test_no_card_is_wider_than_the_page(kept: Kept, width: int, qtbot: QtBot) -> None:
    kept.safe.backups.make()
    kept.screen.resize(width, 820)
    page = kept.security()
    qtbot.wait(60)
    assert page.backups is not None
    assert page.proof is not None
    for card in (page.locking, page.keys, page.backups, page.proof):
        right = card.mapTo(kept.screen, card.rect().bottomRight()).x()
        assert right <= kept.screen.width() - 16
    beside = page.backups.mapTo(page, page.backups.rect().topLeft()).y() == 0
    assert beside is (width == 1300), "two columns only where there is room"


def test_the_columns_go_below_each_other_when_the_window_gets_narrow(kept: Kept, qtbot: QtBot) -> None:
    page = kept.security()
    qtbot.wait(60)
    kept.screen.resize(640, 820)
    qtbot.wait(60)
    assert page.backups is not None
    assert page.backups.mapTo(kept.screen, page.backups.rect().bottomRight()).x() <= 640 - 16
