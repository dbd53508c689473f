"""The timeline under the hand: arrows, Enter, T, the pointer, and what a screen reader finds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from ketacounsel.core.chart_picture import Lane
from ketacounsel.ui.theme import apply_theme, theme
from ketacounsel.ui.widgets.course_timeline import CourseTimeline
from ketacounsel.ui.widgets.pdf_pages import page_images, page_sizes
from ketacounsel.ui.widgets.score_table import ScoreTableModel
from tests.reports.chart_examples import SCREEN_CHART


@pytest.fixture
def timeline(qapp: QApplication, qtbot: QtBot) -> CourseTimeline:
    apply_theme(qapp, "light", 1.0)
    made = CourseTimeline()
    qtbot.addWidget(made)
    made.resize(900, 422)
    made.set_chart(SCREEN_CHART)
    made.show()
    made.setFocus()
    return made


def press(timeline: CourseTimeline, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(timeline, key)


def here(timeline: CourseTimeline) -> tuple[Lane, str]:
    hit = timeline.current()
    assert hit is not None
    return hit.lane, hit.id


def test_arrows_go_along_a_lane_and_stop_at_its_ends(timeline: CourseTimeline) -> None:
    press(timeline, Qt.Key.Key_Home)
    assert here(timeline) == (Lane.SCORES, "s1")
    press(timeline, Qt.Key.Key_Left)
    assert here(timeline) == (Lane.SCORES, "s1")
    press(timeline, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert here(timeline) == (Lane.SCORES, "s3")


def test_down_goes_to_the_mark_below_that_is_nearest_in_time(timeline: CourseTimeline) -> None:
    press(timeline, Qt.Key.Key_End)
    assert here(timeline) == (Lane.SCORES, "s4")
    press(timeline, Qt.Key.Key_Down)
    assert here(timeline) == (Lane.INFUSIONS, "i3")
    press(timeline, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert here(timeline) == (Lane.EFFECTS, "e3")
    press(timeline, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert here(timeline)[0] is Lane.SESSIONS


def test_enter_opens_the_mark_and_t_asks_for_the_table(timeline: CourseTimeline, qtbot: QtBot) -> None:
    press(timeline, Qt.Key.Key_End, Qt.Key.Key_Down)
    with qtbot.waitSignal(timeline.opened) as opened:
        press(timeline, Qt.Key.Key_Return)
    assert opened.args == ["infusion", "i3"]
    with qtbot.waitSignal(timeline.table_requested):
        press(timeline, Qt.Key.Key_T)


def test_a_click_opens_what_is_under_the_pointer(timeline: CourseTimeline, qtbot: QtBot) -> None:
    made = timeline.picture()
    assert made is not None
    hit = next(hit for hit in made.hits if hit.id == "v1")
    place = QPoint(round(hit.x) + 6, round(hit.y))
    with qtbot.waitSignal(timeline.opened) as opened:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["session", "v1"]


def test_a_screen_reader_finds_the_course_and_every_mark_and_can_open_one(
    timeline: CourseTimeline, qtbot: QtBot
) -> None:
    made = timeline.picture()
    assert made is not None
    face = QAccessible.queryAccessibleInterface(timeline)
    assert face.text(QAccessible.Text.Name) == (
        "PHQ-9 from 14 September to 12 October, 21 to 13, three infusions"
    )
    assert face.text(QAccessible.Text.Description) == "Press T for a table"
    names = [face.child(index).text(QAccessible.Text.Name) for index in range(face.childCount())]
    assert names == [hit.name for hit in made.hits]
    mark = next(
        child for child in timeline.findChildren(QAbstractButton) if "Infusion 2," in child.accessibleName()
    )
    with qtbot.waitSignal(timeline.opened) as opened:
        mark.click()
    assert opened.args == ["infusion", "i2"]


@pytest.mark.parametrize(("ground", "scale"), [("light", 1.0), ("dark", 1.0), ("light", 2.0)])
def test_it_paints_in_both_grounds_and_at_every_size(
    timeline: CourseTimeline, qapp: QApplication, ground: str, scale: float
) -> None:
    apply_theme(qapp, ground, scale)
    timeline.resize(timeline.sizeHint())
    picture = QImage(timeline.size(), QImage.Format.Format_RGB32)
    timeline.render(picture)
    made = timeline.picture()
    assert made is not None
    held = next(hit for hit in made.hits if hit.id == "v0")
    assert picture.pixelColor(round(held.x), round(held.y)) == theme().color("accent")
    apply_theme(qapp, "light", 1.0)


def test_the_table_twin_sorts_and_copies(qapp: QApplication) -> None:
    model = ScoreTableModel()
    model.set_chart(SCREEN_CHART)
    assert [model.row_at(row).id for row in range(model.rowCount())] == ["s4", "s3", "s2", "s1"]
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert model.index(0, 1).data() == "13"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Date 12 Oct 2026"
    assert model.as_text().splitlines()[0] == "Date\tScore\tBand\tChange\tPlace"


def test_the_preview_shows_the_pages_of_the_very_file(qapp: QApplication) -> None:
    from ketacounsel.reports.render import render
    from tests.reports.examples import MAREN

    pdf = render(MAREN)
    images = page_images(pdf, 600)
    assert len(images) == len(page_sizes(pdf)) == 2
    assert images[0].width() == 600
    ink = sum(images[0].pixelColor(x, 700).lightness() < 250 for x in range(600))
    assert ink > 0
