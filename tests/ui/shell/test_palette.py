"""Ctrl K: clients and acts by a few letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.people import ClientDetails
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.palette import Palette
from ketacounsel.ui.palette.entries import marks

NAMES = ("Maren Ostrowski", "Joel Marchetti", "Łukasz Żółć", "Idris Bellamy")


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(desk: Desk, qtbot: QtBot, done: list[str]) -> Iterator[Palette]:
    ids = {name: desk.clients.add(ClientDetails(name)).id for name in NAMES}
    acts = (
        Act("Review notes in turn", lambda: done.append("review"), "Ctrl+Shift+N"),
        Act("Add client", lambda: done.append("add")),
        Act("Lock", lambda: done.append("lock"), "Ctrl+L"),
    )
    recent = (Go("client", client_id=ids["Idris Bellamy"]), Go("today"), Go("today"))
    host = QWidget()
    host.resize(1440, 900)
    qtbot.addWidget(host)
    host.show()
    shown = Palette(desk, acts, recent)
    shown.open_over(host)
    yield shown
    host.hide()


def titles(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.entries()]


def type_words(palette: Palette, words: str) -> None:
    palette.field.clear()
    QTest.keyClicks(palette.field, words)


def test_nothing_typed_offers_last_places_and_likely_acts(palette: Palette) -> None:
    assert titles(palette)[:4] == ["Last places", "Idris Bellamy", "Today", "Actions"]
    assert "Add client" in titles(palette)


def test_a_few_letters_find_a_client_by_any_of_their_names(palette: Palette) -> None:
    type_words(palette, "mar")
    assert titles(palette)[:3] == ["Clients", "Maren Ostrowski", "Joel Marchetti"]
    type_words(palette, "lukasz")
    assert "Łukasz Żółć" in titles(palette)


def test_enter_opens_what_is_chosen_and_closes(palette: Palette, qtbot: QtBot) -> None:
    type_words(palette, "idris")
    with qtbot.waitSignal(palette.go_requested) as told:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args[0].screen == "client"
    assert palette.isHidden()


def test_arrows_pass_over_headings_and_go_round(palette: Palette) -> None:
    type_words(palette, "mar")
    first = palette.list.chosen()
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    last = palette.list.chosen()
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert first is not None
    assert last is not None
    assert palette.list.chosen() is first
    assert last.title == titles(palette)[-1]


def test_words_after_a_name_choose_what_to_do(palette: Palette, qtbot: QtBot) -> None:
    type_words(palette, "maren rep")
    chosen = palette.list.chosen()
    assert chosen is not None
    assert chosen.title == "Progress report for Maren Ostrowski"


@pytest.mark.parametrize("words", ["report mar", "rep maren ost", "progress report maren"])
def test_what_to_do_may_come_before_the_name(palette: Palette, words: str) -> None:
    type_words(palette, words)
    chosen = palette.list.chosen()
    assert chosen is not None
    assert chosen.title == "Progress report for Maren Ostrowski"


def test_ctrl_enter_starts_the_session(palette: Palette, qtbot: QtBot) -> None:
    type_words(palette, "maren")
    with qtbot.waitSignal(palette.go_requested) as told:
        QTest.keyClick(palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (told.args[0].screen, told.args[0].act) == ("session", "start")


def test_a_greater_sign_shows_acts_only_and_an_at_sign_clients_only(palette: Palette) -> None:
    type_words(palette, ">l")
    assert titles(palette) == ["Actions", "Lock"]
    type_words(palette, "@mar")
    assert titles(palette) == ["Clients", "Maren Ostrowski", "Joel Marchetti"]


def test_an_act_is_done(palette: Palette, done: list[str]) -> None:
    type_words(palette, "> review")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["review"]


def test_nothing_found_offers_to_add_that_client(palette: Palette, qtbot: QtBot) -> None:
    type_words(palette, "Ruth Abernathy")
    assert titles(palette) == ["Nothing found for “Ruth Abernathy”", "Add client “Ruth Abernathy”"]
    with qtbot.waitSignal(palette.go_requested) as told:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args[0] == Go("clients", act="add", words="Ruth Abernathy")
    assert "Ruth" not in repr(told.args[0])


def test_matches_are_marked_where_a_word_begins() -> None:
    assert marks("Maren Ostrowski", ["mar", "os"]) == ((0, 3), (6, 8))
    assert marks("Łukasz Żółć", ["zol"]) == ((7, 10),)
    assert marks("Tamara", ["mar"]) == ()
