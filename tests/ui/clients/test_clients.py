"""Everybody in one list: filtered, sorted, opened and added, by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from ketacounsel.store.store import Store
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.clients.add_client import AddClientSheet
from ketacounsel.ui.screens.clients.table import ClientList, columns_for
from ketacounsel.ui.screens.clients.view import ClientsScreen
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.text import Text
from tests.patience import settle
from tests.services.harbor_lane import book, give, local, score
from tests.ui.seen import choose

Key = Qt.Key

Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def screen(
    desk: Desk, clients: ClientService, infusions: InfusionService, records: Records, qtbot: QtBot
) -> Iterator[ClientsScreen]:
    """Maren is in her window with a session booked, Ruth has none; Wes was discharged."""
    maren = clients.add(ClientDetails("Maren Ostrowski", file_no="HL-0147")).id
    ruth = clients.add(ClientDetails("Ruth Abernathy", file_no="HL-0101")).id
    gone = clients.add(ClientDetails("Wes Tillman", file_no="HL-0099", status="discharged")).id
    for day, month, total in ((14, 9, 21), (27, 9, 20), (12, 10, 13)):
        score(records, maren, local(day, 9, month=month), total)
    for client_id, at in (
        (maren, local(13, 10, 15)),
        (ruth, local(12, 15, 40)),
        (gone, local(1, 9, month=2)),
    ):
        give(infusions, client_id, at, duration_min=None)
    give(infusions, maren, local(29, 10, month=9))
    book(records, maren, local(15, 14, 30))
    made = ClientsScreen(desk)
    made.resize(1352, 836)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    desk.changes.announced.connect(made.heard)
    made.arrive(Go("clients"))
    qtbot.wait(20)
    yield made
    desk.changes.announced.disconnect(made.heard)
    made.close()
    made.deleteLater()


def the(around: QWidget, kind: type[Kind]) -> Kind:
    """The only one of its kind."""
    return around.findChildren(kind)[0]


def rows(screen: ClientsScreen) -> list[str]:
    """The rows as a screen reader says them."""
    model = the(screen, ClientList).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(at, 0).data(role)) for at in range(model.rowCount())]


def names(screen: ClientsScreen) -> list[str]:
    return [row.split(",")[0] for row in rows(screen)]


def shown(screen: QWidget) -> list[str]:
    return [text.text() for text in screen.findChildren(Text) if text.isVisible()]


def pick(screen: ClientsScreen, at: int) -> None:
    the(screen, Segmented).pick(at)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(screen: QWidget, name: str) -> None:
    buttons = [one for one in screen.window().findChildren(Button) if one.isVisible()]
    next(one for one in buttons if one.text() == name).click()
    settle()


def wishes(screen: ClientsScreen) -> list[Go]:
    heard: list[Go] = []
    screen.go_requested.connect(heard.append)
    return heard


def test_a_row_is_spoken_as_a_sentence(screen: ClientsScreen) -> None:
    assert rows(screen) == [
        "Ruth Abernathy, Infusion 1, last infusion Mon 12 Oct, no session booked, Recommended until 15:40",
        "Maren Ostrowski, Infusion 2, last infusion Tue 13 Oct, PHQ-9 13, down 7 since baseline, "  # noqa: ISC004
        "next session Today 14:30, In window, 51 h",
    ]


def test_the_filters_carry_their_counts(screen: ClientsScreen) -> None:
    options = the(screen, Segmented).options()
    said = [option.accessibleName() for option in options]
    assert said == ["Active, 2", "In window, 2", "Needs attention, 1", "Discharged, 1"]
    assert options[0].isChecked()
    assert "2 active clients" in shown(screen)
    pick(screen, 2)
    assert names(screen) == ["Ruth Abernathy"]
    assert "1 client needs attention" in shown(screen)
    pick(screen, 3)
    assert names(screen) == ["Wes Tillman"]


def test_any_letter_on_the_list_begins_to_filter_and_enter_opens(
    screen: ClientsScreen, clients: ClientService
) -> None:
    heard = wishes(screen)
    assert isinstance(focus(), ClientList)
    QTest.keyClick(focus(), Key.Key_O)
    assert isinstance(focus(), TextField)
    QTest.keyClicks(focus(), "str")
    assert names(screen) == ["Maren Ostrowski"]
    QTest.keyClick(focus(), Key.Key_Return)
    assert clients.get(ClientId(heard[0].client_id)).name == "Maren Ostrowski"


def test_what_was_typed_stays_when_the_list_is_read_again(screen: ClientsScreen) -> None:
    QTest.keyClick(focus(), Key.Key_O)
    QTest.keyClicks(focus(), "str")
    screen.reread()
    assert names(screen) == ["Maren Ostrowski"]
    QTest.keyClick(focus(), Key.Key_Escape)
    assert len(rows(screen)) == 2


def test_down_and_enter_open_the_second(screen: ClientsScreen) -> None:
    heard = wishes(screen)
    QTest.keyClick(focus(), Key.Key_Down)
    QTest.keyClick(focus(), Key.Key_Return)
    assert heard[0].screen == "client"
    assert names(screen)[1] == "Maren Ostrowski"


def test_the_list_is_sorted_as_wished(screen: ClientsScreen) -> None:
    press(screen, "Sort")
    choose(screen, "Last infusion")
    assert names(screen) == ["Maren Ostrowski", "Ruth Abernathy"]
    assert "Sorted by last infusion" in shown(screen)


def test_no_match_names_the_discharged_and_shows_them(screen: ClientsScreen) -> None:
    QTest.keyClick(focus(), Key.Key_T)
    QTest.keyClicks(focus(), "illm")
    assert "No active client matches “tillm”." in shown(screen)
    assert "1 discharged client does." in shown(screen)
    press(screen, "Show")
    assert names(screen) == ["Wes Tillman"]


def test_nobody_at_all_says_how_to_begin(desk: Desk, qtbot: QtBot) -> None:
    made = ClientsScreen(desk)
    qtbot.addWidget(made)
    made.show()
    made.arrive(Go("clients"))
    assert "No clients yet" in shown(made)
    assert "Add a client to begin; a name is enough." in shown(made)
    pick(made, 1)
    assert "Nobody is in the 24–72 hour window" in shown(made)


def test_arriving_reads_the_records_once(screen: ClientsScreen, desk: Desk, store: Store) -> None:
    asked: list[str] = []
    with store.read() as db:
        engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    screen.arrive(Go("clients"))
    assert len([one for one in asked if "FROM practice" in one]) == 1
    assert len(asked) <= 22


@pytest.mark.parametrize("width", [1352, 936, 632])
def test_it_folds_and_nothing_is_cut_off(screen: ClientsScreen, width: int, qtbot: QtBot) -> None:
    screen.resize(width, 640)
    qtbot.wait(60)
    found = [*screen.findChildren(Button), *screen.findChildren(TextField)]
    controls = [one for one in found if one.isVisible()]
    assert max(one.mapTo(screen, one.rect().topRight()).x() for one in controls) < width
    assert [one for one in controls if not accessible_name(one)] == []
    assert {"name", "attention"} <= {column.key for column, _, _ in columns_for(width - 64)}


def test_add_client_needs_two_fields_and_opens_the_record(
    screen: ClientsScreen, clients: ClientService
) -> None:
    heard = wishes(screen)
    press(screen, "Add client")
    QTest.keyClicks(focus(), "Hana Whitlock")
    QTest.keyClick(focus(), Key.Key_Tab)
    QTest.keyClicks(focus(), "2 May 1990")
    press(screen, "Add")
    added = clients.get(ClientId(heard[0].client_id))
    assert (added.name, str(added.details.birth_on)) == ("Hana Whitlock", "1990-05-02")
    assert added.file_no


def test_a_birth_date_that_can_not_be_read_is_asked_for_again(
    screen: ClientsScreen, clients: ClientService
) -> None:
    press(screen, "Add client")
    QTest.keyClicks(focus(), "Hana Whitlock")
    QTest.keyClick(focus(), Key.Key_Tab)
    QTest.keyClicks(focus(), "in spring")
    press(screen, "Add")
    assert focus().accessibleDescription() == "Type the date like 4 Mar 1985."
    assert len(clients.rows("active", local(15, 14))) == 2


def test_add_and_plan_goes_on_to_the_first_infusion(screen: ClientsScreen) -> None:
    heard = wishes(screen)
    press(screen, "Add client")
    QTest.keyClicks(focus(), "Hana Whitlock")
    press(screen, "Add and plan first infusion")
    assert (heard[0].tab, heard[0].act) == ("infusions", "add")


def test_a_name_is_missing_says_so_beside_the_field(screen: ClientsScreen) -> None:
    press(screen, "Add client")
    press(screen, "Add")
    sheet = next(one for one in screen.window().findChildren(AddClientSheet) if one.isVisible())
    assert focus().accessibleDescription() == "A client needs a name. Nothing was added yet."
    QTest.keyClick(sheet, Key.Key_Escape)


def test_somebody_of_that_name_is_asked_about_before_anything_is_written(
    screen: ClientsScreen, clients: ClientService
) -> None:
    heard = wishes(screen)
    press(screen, "Add client")
    QTest.keyClicks(focus(), "Maren Ostrowski")
    press(screen, "Add")
    assert len(clients.rows("active", local(15, 14))) == 2
    assert focus().accessibleName() == "Open this record"
    press(screen, "Add another")
    press(screen, "Add")
    assert len(clients.rows("active", local(15, 14))) == 3
    assert heard[0].screen == "client"
