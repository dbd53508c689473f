"""The main job by keys and clicks only, and what it costs of them; budgets are those of the six journeys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services import founding
from ketacounsel.services.records import Records
from ketacounsel.services.vault import Prepared
from ketacounsel.store.kdf import KdfCost
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.jobs import Jobs
from ketacounsel.ui.screens.first_run.view import RECOVERY, FirstRunWindow
from ketacounsel.ui.screens.session.view import SessionScreen
from ketacounsel.ui.shell import Shell
from ketacounsel.ui.theme import apply_theme
from tests.journeys.hand import CTRL, Hand
from tests.services.harbor_lane import PIN, THURSDAY_13_52, ZONE, Clock, give, local

INTENTION = "To meet the part of me that keeps the door shut"
OTHERS = ("Ruth Abernathy", "Theo Lindqvist", "Ines Carvalho")


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(desk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for runner in made.findChildren(SessionScreen):
        runner.forget()


@pytest.fixture
def hand(qtbot: QtBot, shell: Shell) -> Hand:
    return Hand(qtbot, shell)


def is_at(shell: Shell, screen: str) -> bool:
    return type(shell.here).__name__ == f"{screen}Screen"


@pytest.fixture
def first_run(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FirstRunWindow]:
    """A new computer: no records, no stick plugged in."""
    apply_theme(qapp, "light", 1.0)
    jobs = Jobs()
    made = FirstRunWindow(jobs, tmp_path / "records", lambda: THURSDAY_13_52, cheap, list)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    jobs.finish()


def cheap(passphrase: str, now: datetime) -> Prepared:
    """Keys as ever, but quickly made."""
    return founding.prepare(passphrase, now, KdfCost(memory_kib=8, passes=1))


def test_j1_the_first_run_takes_9_clicks(qtbot: QtBot, first_run: FirstRunWindow) -> None:
    hand, window = Hand(qtbot, first_run), first_run
    hand.click("^Begin$")
    window.you.form.line("name").setFocus()
    hand.type("Dana Whitfield")
    window.you.form.line("practice").setFocus()
    hand.type("Harbor Lane Counseling")
    hand.click("^Continue$")
    for line in (window.passphrase.secret, window.passphrase.again):
        line.setFocus()
        hand.type("maple tuba fjord ninety oxen gauze")
    window.passphrase.pin.setFocus()
    hand.type(PIN)
    hand.click("^Continue$")
    hand.until(lambda: window.at == RECOVERY)
    for place, check in zip(window.vm.asked, window.recovery.checks, strict=True):
        check.setFocus()
        hand.type(window.vm.groups[place].lower())
    hand.click("^Continue$")
    hand.click("^Continue$")
    with qtbot.waitSignal(window.founded) as told:
        hand.click("^Later$")
    assert told.args[1] == Go("today")
    told.args[0].close()
    assert hand.count <= 8  # and one to print the sheet with the key


def test_a_client_and_her_infusion_are_added_from_the_keyboard(hand: Hand, shell: Shell, desk: Desk) -> None:
    shell.go(Go("today"))
    hand.click("^Add client")
    hand.type("Maren Ostrowski")
    hand.press(Qt.Key.Key_Return)
    hand.until(lambda: is_at(shell, "Client"))
    hand.click("^Add infusion")
    hand.type("13 Oct")
    hand.tab()
    hand.type("10:15")
    hand.press(Qt.Key.Key_Return)
    hand.click("^Not now")
    ((client_id, *_),) = desk.clients.find("maren")
    (infusion,) = desk.infusions.list(client_id)
    assert infusion.details.starts_at == local(13, 10, 15)
    assert infusion.details.state == "waiting"
    assert hand.count == 5


def test_j2_preparation_takes_12_clicks(
    hand: Hand, shell: Shell, desk: Desk, maren: ClientId, records: Records
) -> None:
    planned = desk.infusions.add(maren, InfusionDetails(local(20, 10, 15), ZONE))
    desk.sessions.book(maren, local(15, 14), zone=ZONE)
    shell.go(Go("today"))
    hand.click("^Start session")
    hand.until(lambda: is_at(shell, "Session"))
    hand.type("Sleep, and the drive home")
    hand.click("^Next: ")
    hand.type("Being there for Ania")
    hand.click("^Next: ")
    hand.type(INTENTION)
    steps = 3
    while hand.can("^Next: "):
        hand.click("^Next: ")
        steps += 1
    assert steps == 8
    hand.click("^End session$")
    hand.click("^Draft the note$")
    hand.click("^Sign later$")
    assert is_at(shell, "Today")
    (intention,) = desk.threads.intentions(maren)
    assert (intention.infusion_id, intention.words) == (planned, INTENTION)
    assert hand.count <= 12


@pytest.fixture
def in_the_window(desk: Desk, maren: ClientId) -> ClientId:
    """Maren, two days after her first infusion, with a small step from last time."""
    give(desk.infusions, maren, local(13, 10, 15))
    desk.threads.add_action(maren, "Call Ania on Sunday")
    desk.sessions.book(maren, local(15, 14), zone=ZONE)
    return maren


def check_in(hand: Hand, not_wanting_to_live: str = "0") -> None:
    """Ratings by digit, hours of sleep, and last week's small step: one click."""
    hand.type("How it is to be back at work")
    hand.tab()
    hand.type("63455777")
    hand.tab()
    hand.type(not_wanting_to_live)
    hand.click("Kept$")


def screen_safety(hand: Hand) -> None:
    """The ASQ as asked, answered by digits, and no adverse effects: three clicks."""
    hand.click("^Enter the answers here")
    hand.type("0000")
    hand.click("^Done$")
    hand.click("None of these$")


def tell_and_agree(hand: Hand) -> None:
    """Two themes, then an insight, a small step and a line to keep, each typed where the keyboard is."""
    hand.click("^Next: Tell")
    hand.click("^Relief$")
    hand.click("^Childhood$")
    hand.click("^Next: ")
    hand.type("I was never locked out")
    hand.click("^Next: Emotions")
    hand.click("^Next: ")
    hand.type("Call Ania")
    hand.click("^Next: ")
    hand.type("Try the door")
    hand.click("^Next: ")
    hand.type("It was about a door")
    hand.click("^End session$")
    hand.click("^Draft the note$")


def start_from_today(hand: Hand, shell: Shell) -> None:
    shell.go(Go("today"))
    hand.click("^Start session")
    hand.until(lambda: is_at(shell, "Session"))


def test_j3_the_48_hour_session_takes_16_clicks(
    hand: Hand, shell: Shell, desk: Desk, in_the_window: ClientId
) -> None:
    start_from_today(hand, shell)
    check_in(hand)
    hand.click("^Next: Safety")
    screen_safety(hand)
    tell_and_agree(hand)
    assert is_at(shell, "Note")
    assert hand.count <= 16
    answers = desk.sessions.open(desk.sessions.list(in_the_window)[0].id).answers
    assert answers["arrive", "mood"] == 6
    assert answers["arrive", "not_wanting_to_live"] == 0
    assert answers["tell", "themes"] == ["relief", "childhood"]
    assert answers["meaning", "insights"] == [{"insight": "I was never locked out"}]
    assert answers["live", "actions"] == [{"action": "Call Ania"}]
    assert answers["close", "summary"] == "It was about a door"


def test_j3_with_a_safety_follow_up_takes_20_clicks(
    hand: Hand, shell: Shell, desk: Desk, in_the_window: ClientId
) -> None:
    start_from_today(hand, shell)
    check_in(hand, not_wanting_to_live="2")
    hand.click("^Next: Safety follow-up")
    hand.click("^Wish to be dead.*Yes$")
    hand.click("^A method.*No$")
    hand.click("^Continue, safety plan reviewed")
    hand.click("^Record and continue$")
    screen_safety(hand)
    tell_and_agree(hand)
    assert is_at(shell, "Note")
    assert hand.count <= 20
    (follow_up,) = desk.safety.of_session(desk.sessions.list(in_the_window)[0].id)
    assert follow_up.state == "recorded"
    assert follow_up.asked == {"wish_to_be_dead": "yes", "method_plan_intent": "no"}


def held(desk: Desk, clock: Clock, client_id: ClientId) -> None:
    """A session as it is after J3, ended and drafted."""
    session = desk.sessions.start(client_id).head.id
    desk.sessions.put_answers(
        session,
        {("arrive", "mood"): 6, ("tell", "for_the_note"): "A door", ("meaning", "insights"): ["none"]},
    )
    sitting = desk.measures.begin(client_id, "asq", session)
    for item in desk.measures.measures()["asq"].items[:4]:
        desk.measures.put(sitting, item.key, 0)
    desk.measures.finish(sitting)
    desk.sessions.put_answer(session, "safety", "asq", {"sitting": sitting})
    clock.forward(minutes=50)
    desk.sessions.end(session)
    desk.notes.draft_from(session)


def test_j4_four_notes_are_signed_with_10_clicks_and_one_pin(
    hand: Hand, shell: Shell, desk: Desk, maren: ClientId, clock: Clock
) -> None:
    for client_id in (maren, *(desk.clients.add(ClientDetails(name)).id for name in OTHERS)):
        give(desk.infusions, client_id, local(13, 10, 15))
        held(desk, clock, client_id)
    shell.go(Go("today"))
    hand.click("^Review in turn$")
    hand.until(lambda: is_at(shell, "Note"))
    for number in range(4):
        while hand.can("^Keep as written$"):
            hand.click("^Keep as written$")
        if number == 0:
            hand.type(PIN)
        hand.click("^Sign and lock$")
    hand.until(lambda: is_at(shell, "Today"))
    assert desk.notes.to_sign() == ()
    assert hand.count <= 10


def test_j4_by_keys_alone(hand: Hand, shell: Shell, desk: Desk, maren: ClientId, clock: Clock) -> None:
    for client_id in (maren, *(desk.clients.add(ClientDetails(name)).id for name in OTHERS)):
        give(desk.infusions, client_id, local(13, 10, 15))
        held(desk, clock, client_id)
    shell.go(Go("today"))
    hand.press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    hand.until(lambda: is_at(shell, "Note"))
    hand.press(Qt.Key.Key_Return, CTRL)
    hand.type(PIN)
    while is_at(shell, "Note") and hand.count < 20:
        hand.press(Qt.Key.Key_Return, CTRL)
    assert desk.notes.to_sign() == ()
    assert hand.count <= 10


def test_j5_a_report_takes_4_clicks(
    hand: Hand, shell: Shell, desk: Desk, in_the_window: ClientId, tmp_path: Path
) -> None:
    prescriber_id = desk.practice.save_prescriber({"name": "Dr Femi Adeyemi", "clinic": "Northgate"})
    desk.clients.patch(in_the_window, {"prescriber_id": prescriber_id})
    desk.clients.add_release(
        in_the_window, "Dr Femi Adeyemi", date(2026, 9, 8), date(2027, 9, 8), prescriber_id
    )
    shell.go(Go("client", client_id=in_the_window))
    hand.click("^Report$")
    hand.until(lambda: is_at(shell, "Report"))
    hand.click("^Save PDF")
    asked = QTimer(shell)
    asked.timeout.connect(lambda: answer_where(hand, asked, tmp_path / "report.pdf"))
    asked.start(20)
    hand.click("^Choose where")
    hand.until(lambda: bool(desk.reports.filed(in_the_window)))
    (report,) = desk.reports.filed(in_the_window)
    assert (report.how, report.addressee) == ("saved", "Dr Femi Adeyemi, Northgate")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert hand.count <= 4


def answer_where(hand: Hand, asked: QTimer, path: Path) -> None:
    """The system's own question: a name is typed, and its last button counts."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        asked.stop()
        dialog.selectFile(str(path))
        hand.count += 1
        dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Save).click()
        if dialog.isVisible():
            dialog.reject()
