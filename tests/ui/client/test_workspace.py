"""A client opened: who it is, where the course stands, and the way to every part of the record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ketacounsel.core.people import ClientDetails
from ketacounsel.services.office import Office
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client import tabs
from ketacounsel.ui.screens.client.header import AlertStrip
from ketacounsel.ui.screens.client.view import ClientScreen
from ketacounsel.ui.widgets.accessible import accessible_name
from tests.services.harbor_lane import Clock
from tests.ui.client.conftest import Opened
from tests.ui.client.story import Story, denver


def wishes(screen: ClientScreen) -> list[Go]:
    heard: list[Go] = []
    screen.go_requested.connect(heard.append)
    return heard


def test_the_header_says_who_it_is_and_where_the_course_stands(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id)
    assert screen.model.meta == (
        "She/her · 41 · Prescriber Dr Femi Adeyemi, Northgate Infusion Clinic · File HL-0147"
    )
    assert screen.model.chip == ("Infusion 3 of 6 · day +2", "infusion", "infusion")
    assert screen.heading().title == "Maren Ostrowski"


def test_a_client_of_whom_only_the_name_is_known_has_a_short_line(
    open_client: Opened, office: Office
) -> None:
    client = office.clients.add(ClientDetails("Ruth Abernathy"))
    screen = open_client(client.id)
    assert screen.model.meta == f"File {client.file_no}"


def test_tabs_carry_their_counts(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id)
    names = [option.accessibleName() for option in screen.tabs.options()]
    assert names[:5] == ["Overview", "Sessions and notes, 4", "Infusions, 3", "Measures, 7", "Goals, 2"]


def test_what_is_pinned_is_the_first_thing_to_read(open_client: Opened, desk: Desk, story: Story) -> None:
    desk.clients.patch(story.client_id, {"alert": "Call Ania first."})
    screen = open_client(story.client_id)
    (strip,) = screen.findChildren(AlertStrip)
    assert strip.isVisible()
    assert strip.accessibleName() == "Pinned: Call Ania first."


def test_start_session_takes_up_the_one_booked_for_about_now(
    open_client: Opened, clock: Clock, story: Story, desk: Desk
) -> None:
    screen = open_client(story.client_id)
    heard = wishes(screen)
    QTest.mouseClick(screen.header.start, Qt.MouseButton.LeftButton)
    booked = next(head for head in desk.sessions.list(story.client_id) if head.state == "booked")
    assert heard == [Go("session", client_id=story.client_id, thing=booked.id, act="start")]


def test_hours_before_the_booked_session_a_new_one_starts(
    open_client: Opened, clock: Clock, story: Story
) -> None:
    clock.at = denver("10-15", "11:00")
    screen = open_client(story.client_id)
    heard = wishes(screen)
    screen.main_act()
    assert heard == [Go("session", client_id=story.client_id, act="start")]


def test_a_session_that_runs_is_continued_not_started_again(
    open_client: Opened, desk: Desk, story: Story
) -> None:
    running = desk.sessions.start(story.client_id)
    screen = open_client(story.client_id)
    assert screen.header.start.text() == "Continue session"
    heard = wishes(screen)
    screen.main_act()
    assert heard == [Go("session", client_id=story.client_id, thing=running.head.id)]


def test_a_discharged_client_can_be_reopened_and_nothing_is_started(
    open_client: Opened, desk: Desk, story: Story
) -> None:
    desk.clients.patch(story.client_id, {"status": "discharged"})
    screen = open_client(story.client_id)
    assert screen.model.chip[0] == "Discharged"
    assert screen.header.start.isHidden()
    QTest.mouseClick(screen.header.reopen, Qt.MouseButton.LeftButton)
    assert desk.clients.get(story.client_id).details.status == "active"
    assert screen.header.start.isVisible()


def test_another_client_opened_replaces_everything_of_the_first(
    open_client: Opened, office: Office, story: Story
) -> None:
    open_client(story.client_id, tab="infusions")
    other = office.clients.add(ClientDetails("Ruth Abernathy")).id
    screen = open_client(other)
    assert screen.tab == "overview"
    assert "Maren" not in accessible_name(screen.page)
    assert screen.heading().title == "Ruth Abernathy"


def test_in_little_room_the_tabs_become_one_field(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id, width=632)
    assert screen.tabs.isHidden()
    screen.show_tab("infusions")
    assert screen.regions()[1].isVisible()
    assert tabs.NAMES[screen.tab_list.currentIndex()] == "infusions"


def test_after_a_lock_the_same_tab_and_infusion_are_open(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id, tab="infusions", thing=story.infusions[1])
    place = screen.place()
    assert "Maren" not in str(place)
    open_client(story.client_id, tab="overview")
    screen.return_to(place)
    assert screen.tab == "infusions"
    assert screen.place()["within"] == place["within"]


def test_every_part_of_the_record_is_in_the_palette(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id)
    names = {act.name for act in screen.acts()}
    assert {*tabs.TABS.values(), "Start session", "Add infusion", "Book a session", "Report"} <= names
