"""The Overview: the course as a picture, and every mark on it opens its thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.core.people import ClientDetails
from ketacounsel.services.office import Office
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client.overview_tab import OverviewTab
from ketacounsel.ui.screens.client.view import ClientScreen
from ketacounsel.ui.widgets.text import Text
from ketacounsel.ui.widgets.window_bar import WindowBar
from tests.services.harbor_lane import ZONE
from tests.ui.client.conftest import Opened
from tests.ui.client.story import Story, denver
from tests.ui.client.test_workspace import wishes


def overview(screen: ClientScreen) -> OverviewTab:
    assert isinstance(screen.page, OverviewTab)
    return screen.page


def said(page: OverviewTab) -> str:
    """All the words that are shown."""
    return "\n".join(label.text() for label in page.findChildren(Text) if label.isVisible())


def test_the_chart_draws_the_primary_measure_over_the_course(open_client: Opened, story: Story) -> None:
    page = overview(open_client(story.client_id))
    assert page.course.measure_id == "phq9"
    assert page.course.timeline.accessibleName() == (
        "PHQ-9 from 14 September to 12 October, 21 to 13, three infusions"
    )


def test_one_measure_a_panel_and_the_switch_changes_it(open_client: Opened, story: Story) -> None:
    page = overview(open_client(story.client_id))
    switch = page.course.measure_switch
    assert switch is not None
    switch.pick(1)
    assert page.course.timeline.accessibleName().startswith("GAD-7")
    assert "GAD-7" in page.course.timeline.accessibleName()


def test_t_turns_the_picture_into_a_table_and_back(open_client: Opened, story: Story) -> None:
    page = overview(open_client(story.client_id))
    page.course.timeline.setFocus()
    QTest.keyClick(page.course.timeline, Qt.Key.Key_T)
    assert page.course.table.isVisible()
    assert page.course.table.model().rowCount() == 4
    assert page.course.table.hasFocus()
    QTest.keyClick(page.course.table, Qt.Key.Key_T)
    assert page.course.timeline.isVisible()
    assert page.course.timeline.hasFocus()


def test_the_table_copies_as_rows_and_columns(open_client: Opened, story: Story) -> None:
    page = overview(open_client(story.client_id))
    page.course.toggle_table()
    QTest.keyClick(page.course.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Date\tScore\tBand\tChange\tPlace"
    assert lines[1].startswith("12 Oct 2026\t13\tModerate\t−3")
    QApplication.clipboard().clear()


def test_an_infusion_chosen_on_the_chart_is_opened(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id)
    heard = wishes(screen)
    timeline = overview(screen).course.timeline
    timeline.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(timeline, key)
    assert heard == [Go("client", client_id=story.client_id, tab="infusions", thing=story.infusions[0])]


def test_an_effect_on_the_chart_leads_to_its_infusion(open_client: Opened, story: Story, desk: Desk) -> None:
    screen = open_client(story.client_id)
    heard = wishes(screen)
    effect = desk.infusions.get(story.infusions[1]).effects[0]
    overview(screen).course.opened.emit("effect", effect.id)
    assert heard[-1].thing == story.infusions[1]


def test_the_latest_entries_open_what_they_name(open_client: Opened, story: Story) -> None:
    screen = open_client(story.client_id)
    heard = wishes(screen)
    first = overview(screen).latest.lines()[0]
    assert first.accessibleName().startswith("Tue 13 Oct, Infusion 3, 0.75 mg/kg IV over 40 min")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert heard[-1] == Go("client", client_id=story.client_id, tab="infusions", thing=story.infusions[2])


def test_the_window_card_says_until_when_a_session_is_recommended(open_client: Opened, story: Story) -> None:
    page = overview(open_client(story.client_id))
    assert "Recommended until Fri 10:55" in said(page)
    assert "Session booked today at 14:30" in said(page)
    (bar,) = page.findChildren(WindowBar)
    assert bar.accessibleName() == (
        "Maren Ostrowski, infusion 3. 50 h. Recommended until Fri 10:55. Session booked today at 14:30."
    )


def test_words_of_the_intention_and_the_goals_stand_as_the_client_said_them(
    open_client: Opened, story: Story
) -> None:
    page = overview(open_client(story.client_id))
    assert "“To meet the part of me that keeps the door shut.”" in said(page)
    assert "Intention for infusion 3" in said(page)
    rows = [button.view for button in page.goals.rows.buttons()]
    assert (rows[0].title, rows[0].detail) == (
        "Reach out before it gets dark",
        "Call her sister Ania on Sundays · kept 2 of 3 times",
    )


def test_an_open_follow_up_comes_first_and_says_by_when(
    open_client: Opened, story: Story, desk: Desk
) -> None:
    page = overview(open_client(story.client_id))
    assert not page.safety.is_open
    desk.safety.open(story.client_id, "phq9_item9", "PHQ-9 item 9 was above 0")
    page = overview(open_client(story.client_id))
    assert page.safety.is_open
    assert page.sheet.side.indexOf(page.safety) == 0
    assert "Opened Thu 15 Oct, nothing recorded yet" in said(page)


def test_before_the_first_infusion_the_way_to_plan_one_is_shown(open_client: Opened, office: Office) -> None:
    client = office.clients.add(ClientDetails("Ruth Abernathy"))
    screen = open_client(client.id)
    heard = wishes(screen)
    page = overview(screen)
    assert "No PHQ-9 yet" in said(page)
    assert not page.window_card.isVisible()
    QTest.mouseClick(page.course.plan, Qt.MouseButton.LeftButton)
    assert heard == [Go("client", client_id=client.id, tab="infusions", act="add")]


def test_without_scores_the_measure_can_be_given_at_once(open_client: Opened, office: Office) -> None:
    client = office.clients.add(ClientDetails("Ruth Abernathy"))
    office.infusions.add(client.id, InfusionDetails(denver("10-01"), ZONE, "complete"))
    screen = open_client(client.id)
    heard = wishes(screen)
    page = overview(screen)
    assert not page.course.plan.isVisible()
    QTest.mouseClick(page.course.give, Qt.MouseButton.LeftButton)
    assert heard == [Go("measure", client_id=client.id, thing="phq9", act="table")]


def test_several_courses_can_be_looked_at_one_by_one(
    open_client: Opened, story: Story, office: Office
) -> None:
    second = office.infusions.add_course(story.client_id, phase="booster")
    office.infusions.add(story.client_id, InfusionDetails(denver("12-20"), ZONE), second)
    page = overview(open_client(story.client_id))
    assert page.course.courses.isVisible()
    assert page.course.courses.currentText() == "Course 2"
    page.course.courses.chosen.emit(0)
    chart = page.course.timeline.chart()
    assert chart is not None
    assert chart.to_on < denver("12-20").date()
