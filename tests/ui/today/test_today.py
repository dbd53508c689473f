"""Who needs me today, as the counselor sees it and acts on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from ketacounsel.services.sessions import SessionService
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.parts.choose_client import ChooseClientSheet
from ketacounsel.ui.screens.today.view import TodayScreen
from ketacounsel.ui.screens.today.why_not import REASONS
from ketacounsel.ui.screens.today.windows_card import WORDS_W
from ketacounsel.ui.widgets.accessible import accessible_name
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import Text
from ketacounsel.ui.widgets.window_bar import WindowBar
from tests.patience import settle
from tests.services.harbor_lane import ZONE, Clock, book, draft, follow_up, give, hold, local
from tests.ui.today.conftest import Opened

People = dict[str, ClientId]


@pytest.fixture
def people(clients: ClientService, infusions: InfusionService, records: Records) -> People:
    """Ruth has nothing booked and little time left; Maren comes at 14:30, Idris at 16:00."""
    starts = {
        "Ruth Abernathy": local(12, 15, 40),
        "Maren Ostrowski": local(13, 10, 15),
        "Idris Bellamy": local(14, 9, 30),
    }
    found = {}
    for name, start in starts.items():
        found[name.split()[0]] = clients.add(ClientDetails(name)).id
        give(infusions, found[name.split()[0]], start, duration_min=None)
    book(records, found["Maren"], local(15, 14, 30))
    book(records, found["Idris"], local(15, 16))
    return found


def wishes(screen: TodayScreen) -> list[Go]:
    heard: list[Go] = []
    screen.go_requested.connect(heard.append)
    return heard


def shown(screen: QWidget, kind: type[Text | Button] = Text) -> list[str]:
    """The words that can be read on a screen."""
    found = screen.findChildren(kind)
    return [widget.text() for widget in found if widget.isVisible()]


def summary(screen: TodayScreen) -> str:
    """The sentence under the date."""
    return screen.sentence


def sheet(screen: TodayScreen) -> Sheet:
    return next(found for found in screen.window().findChildren(Sheet) if found.isVisible())


def press(around: QWidget, name: str) -> None:
    found = [one for one in around.findChildren(Button) if one.isVisible()]
    next(one for one in found if name in (one.text(), one.accessibleName())).click()
    settle()  # what is drawn anew is shown a moment later


def test_one_sentence_sums_up_the_day(open_today: Opened, people: People) -> None:
    screen = open_today()
    assert screen.heading().title == "Thursday 15 October"
    assert summary(screen) == (
        "Two sessions still to come. One client without an integration session, "
        "recommended until today at 15:40."
    )


def test_a_window_is_said_in_words_and_never_closes(open_today: Opened, people: People) -> None:
    screen = open_today()
    bar = next(one for one in screen.findChildren(WindowBar) if one.isVisible())
    assert accessible_name(bar) == (
        "Ruth Abernathy, infusion 1. 70 of 72 hours. Recommended until today at 15:40. No session booked yet."
    )
    assert not [words for words in shown(screen) if "close" in words.lower()]


def test_the_first_rows_act_has_the_keyboard_and_one_button_is_primary(
    open_today: Opened, people: People
) -> None:
    screen = open_today()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert accessible_name(focus) == "Book or start, Ruth Abernathy"
    primary = [one for one in screen.findChildren(Button) if one.isVisible() and one.kind == "primary"]
    assert [one.accessibleName() for one in primary] == ["Start session, Maren Ostrowski"]


def test_ctrl_enter_starts_the_next_session(open_today: Opened, people: People) -> None:
    screen = open_today()
    heard = wishes(screen)
    screen.main_act()
    assert [(go.screen, go.client_id, go.act) for go in heard] == [("session", people["Maren"], "start")]


def test_two_clicks_book_the_session_that_is_missing(
    open_today: Opened, people: People, desk: Desk, clock: Clock
) -> None:
    clock.at = local(14, 16)
    screen = open_today()
    press(screen, "Book or start, Ruth Abernathy")
    press(sheet(screen), "Book")
    (row,) = [row for row in desk.today.today(clock()).windows if row.client_id == people["Ruth"]]
    assert row.booked_at is not None
    assert "No session booked yet" not in shown(screen)


def test_past_the_time_a_reason_is_noted_with_two_clicks(
    open_today: Opened, people: People, clock: Clock
) -> None:
    clock.at = local(15, 17)
    screen = open_today()
    assert "No session by Thu 15:40" in shown(screen)
    press(screen, "Note why, Ruth Abernathy")
    press(sheet(screen), REASONS[1])
    assert REASONS[1] in shown(screen)
    press(screen, "Open, Ruth Abernathy")


def test_beyond_six_windows_the_rest_waits_behind_one_line(
    open_today: Opened, clients: ClientService, infusions: InfusionService
) -> None:
    for number in range(10):
        give(infusions, clients.add(ClientDetails(f"Client {number}")).id, local(13, 8, number))
    screen = open_today()
    assert len([one for one in screen.findChildren(WindowBar) if one.isVisible()]) == 6
    press(screen, "4 more")
    assert len([one for one in screen.findChildren(WindowBar) if one.isVisible()]) == 10
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()


def test_of_a_long_day_the_sessions_around_now_are_shown_and_all_on_wish(
    open_today: Opened, people: People, records: Records
) -> None:
    for quarter in range(20):
        hold(records, people["Idris"], local(15, 7 + quarter // 4, 15 * (quarter % 4)))
    screen = open_today()
    clocks = [words for words in shown(screen) if len(words) == 5 and words[2] == ":"]
    assert len(clocks) == 10
    assert {"14:30", "16:00", "11:45"} <= set(clocks)
    press(screen, "All 22 sessions")
    assert "07:00" in shown(screen)


def test_a_card_at_the_side_shows_five_and_then_all(
    open_today: Opened, records: Records, people: People
) -> None:
    for day in range(1, 13):
        draft(records, people["Maren"], local(day, 9), f"Infusion 1, note {day}")
    screen = open_today()
    press(screen, "All 12, Notes to sign")
    assert screen.place() == {}
    names = [one.accessibleName() for one in screen.findChildren(QWidget) if one.isVisible()]
    assert len([name for name in names if "note " in name]) == 12


def test_notes_wait_by_days_and_are_marked_from_the_second(
    open_today: Opened, records: Records, people: People
) -> None:
    draft(records, people["Ruth"], local(13, 17), "Infusion 6, day +1")
    draft(records, people["Idris"], local(15, 9, 30), "before infusion 1")
    names = [one.accessibleName() for one in open_today().findChildren(QWidget) if one.isVisible()]
    assert "Idris Bellamy, Before infusion 1 · today 09:30, 4 h" in names
    assert "Ruth Abernathy, Infusion 6, day +1 · Tue 13 Oct, 2 days" in names


def test_the_screen_of_the_session_itself_is_listed_for_today_only(
    open_today: Opened, people: People, desk: Desk
) -> None:
    due = {row.client_name: row for row in desk.today.today(desk.clock()).due}
    assert "ASQ" in due["Maren Ostrowski"].titles
    assert "ASQ" not in due["Ruth Abernathy"].titles


def test_review_in_turn_begins_by_key(open_today: Opened, records: Records, people: People) -> None:
    draft(records, people["Ruth"], local(13, 17), "Infusion 6, day +1")
    screen = open_today()
    heard = wishes(screen)
    act = next(act for act in screen.acts() if act.keys == "Ctrl+Shift+N")
    act.run()
    assert [(go.screen, go.act) for go in heard] == [("note", "review")]


def test_a_follow_up_opens_from_its_line(open_today: Opened, records: Records, people: People) -> None:
    follow_up(records, people["Idris"], "recorded", local(14, 10), local(15, 17))
    screen = open_today()
    heard = wishes(screen)
    row = next(
        one for one in screen.findChildren(QWidget) if one.accessibleName().startswith("Check-in, Idris")
    )
    assert row.accessibleName() == "Check-in, Idris Bellamy, Agreed on Wed 14 Oct · due by 17:00"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert heard[0].client_id == people["Idris"]


def test_after_a_crash_the_session_is_offered_before_everything_else(
    open_today: Opened, records: Records, people: People
) -> None:
    session_id = hold(records, people["Ruth"], local(15, 13, 5), state="running")
    screen = open_today()
    assert "A session with Ruth Abernathy was open at 13:05. Everything up to 13:05 is here." in shown(screen)
    primary = [one for one in screen.findChildren(Button) if one.isVisible() and one.kind == "primary"]
    assert [one.text() for one in primary] == ["Continue session"]
    heard = wishes(screen)
    screen.main_act()
    assert (heard[0].screen, heard[0].thing) == ("session", session_id)


def test_whoever_comes_unbooked_is_found_by_name_and_the_session_starts(
    open_today: Opened, people: People, clients: ClientService
) -> None:
    hana = clients.add(ClientDetails("Hana Whitlock")).id
    screen = open_today()
    heard = wishes(screen)
    press(screen, "Unscheduled session")
    choose = sheet(screen)
    assert isinstance(choose, ChooseClientSheet)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "hana")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert [(go.screen, go.client_id, go.act) for go in heard] == [("session", hana, "start")]


def test_the_minute_moves_the_line_of_now_and_the_keyboard_stays(
    open_today: Opened, people: People, clock: Clock
) -> None:
    screen = open_today()
    press_at = next(
        one for one in screen.findChildren(Button) if one.accessibleName() == "Open, Idris Bellamy"
    )
    press_at.setFocus()
    clock.at += timedelta(minutes=1)
    screen.reread()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert accessible_name(focus) == "Open, Idris Bellamy"
    assert [one for one in screen.findChildren(QWidget) if one.accessibleName() == "Now, 13:53"]


def test_when_nothing_is_to_be_done_it_says_who_comes_next(
    open_today: Opened, clients: ClientService, infusions: InfusionService, sessions: SessionService
) -> None:
    maren = clients.add(ClientDetails("Maren Ostrowski", status="paused")).id
    give(infusions, maren, local(1, 10, month=9))
    sessions.book(maren, local(22, 14, 30), zone=ZONE)
    assert summary(open_today()) == "Nothing needs you right now. Next: Maren Ostrowski, Thu 22 Oct, 14:30."


@pytest.mark.parametrize("width", [1352, 936, 632])
def test_no_row_is_cut_off_at_any_width(open_today: Opened, people: People, width: int, qtbot: QtBot) -> None:
    screen = open_today(width)
    qtbot.wait(60)
    buttons = [one for one in screen.findChildren(Button) if one.isVisible()]
    assert buttons
    assert max(one.mapTo(screen, one.rect().topRight()).x() for one in buttons) < width
    assert min(min(one.width(), one.height()) for one in buttons) >= 40
    assert [one for one in buttons if not accessible_name(one)] == []


@pytest.mark.parametrize("until", ["Recommended from Wed 00:00", "Recommended until Mon 22:40"])
def test_the_hour_a_window_begins_or_ends_is_read_in_full(until: str, qapp: QApplication) -> None:
    assert Text(until, "small", "text", 600).sizeHint().width() <= WORDS_W
