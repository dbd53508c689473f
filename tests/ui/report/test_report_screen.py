"""The report builder, driven by keys and clicks: three clicks to paper, and nothing leaves unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ketacounsel.core.ids import ClientId
from ketacounsel.services.records import Records
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.report.sheets import PeopleSheet, ReleaseSheet, SaveSheet
from ketacounsel.ui.screens.report.view import ReportScreen
from ketacounsel.ui.widgets.accessible import accessible_name
from tests.services.harbor_lane import Clock, give, hold, local

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def course(desk: Desk, maren: ClientId, records: Records) -> ClientId:
    """Maren with one infusion, its session, two scores, and a release for Dr Adeyemi."""
    prescriber_id = desk.practice.save_prescriber(
        {"name": "Dr Femi Adeyemi", "clinic": "Northgate Infusion Clinic"}
    )
    desk.clients.patch(
        maren,
        {"prescriber_id": prescriber_id, "emergency_name": "Ania Ostrowska", "emergency_relation": "sister"},
    )
    desk.clients.add_release(maren, "Dr Femi Adeyemi", date(2026, 9, 8), date(2027, 9, 8), prescriber_id)
    give(desk.infusions, maren, local(6, 10))
    hold(records, maren, local(8, 14, 30), themes=("belonging",))
    desk.measures.enter_total(maren, "phq9", 20, local(5, 18))
    desk.measures.enter_total(maren, "phq9", 13, local(12, 18))
    return maren


@pytest.fixture
def screen(desk: Desk, course: ClientId, qtbot: QtBot) -> Iterator[ReportScreen]:
    made = ReportScreen(desk)
    qtbot.addWidget(made)
    made.resize(1352, 800)
    made.show()
    made.arrive(Go("report", client_id=course))
    pages_there(made, qtbot)
    yield made
    desk.jobs.finish()


def pages_there(screen: ReportScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen.preview.pages.count > 0)


def sheet_of(screen: QWidget, kind: type[QWidget]) -> QWidget:
    return next(one for one in screen.window().findChildren(kind) if one.isVisible())


def test_everything_is_chosen_and_the_pages_are_there(screen: ReportScreen) -> None:
    assert screen.whom.whom.currentText() == "Dr Femi Adeyemi, Northgate Infusion Clinic"
    assert all(row.check.isChecked() for row in screen.include.rows.values())
    assert screen.preview.number.text().startswith("Page 1 of")
    assert screen.leaving.release.title.text() == "Release on file"


def test_a_part_left_out_leaves_the_pages(screen: ReportScreen, qtbot: QtBot) -> None:
    before = screen.model.pdf
    row = next(one for one in screen.include.rows.values() if one.option.label == "Safety")
    with qtbot.waitSignal(screen.model.pages_made):
        QTest.mouseClick(row.check, LEFT)
    assert screen.model.choices is not None
    assert "safety" not in screen.model.choices.included
    assert screen.model.pdf != before


def test_a_sentence_is_changed_in_place_and_kept(screen: ReportScreen, qtbot: QtBot) -> None:
    row = screen.include.row_of("summary")
    assert row is not None
    QTest.mouseClick(row.edit, LEFT)
    assert row.words.isVisible()
    row.words.selectAll()
    with qtbot.waitSignal(screen.model.pages_made):
        QTest.keyClicks(row.words, "She came.")
    choices = screen.desk.reports.choices(screen.model.client_id, screen.desk.clock())
    assert choices.texts["summary"] == "She came."
    assert row.count.text() == "1 sentence, yours"
    with qtbot.waitSignal(screen.model.pages_made):
        QTest.mouseClick(row.back, LEFT)
    assert row.words.text().startswith("Maren Ostrowski has had one infusion")


def test_words_typed_a_moment_ago_are_not_lost_by_leaving(screen: ReportScreen, qtbot: QtBot) -> None:
    screen.include.open_words("safety")
    row = screen.include.row_of("safety")
    assert row is not None
    row.words.selectAll()
    QTest.keyClicks(row.words, "Safe at home.")
    assert screen.leave()
    choices = screen.desk.reports.choices(screen.model.client_id, screen.desk.clock())
    assert choices.texts["safety"] == "Safe at home."


def test_without_a_release_it_stays_until_somebody_says_why(
    screen: ReportScreen, desk: Desk, qtbot: QtBot
) -> None:
    desk.clients.revoke_release(desk.clients.releases(screen.model.client_id)[0].id, date(2026, 10, 1))
    screen.reread()
    screen.print_out()
    assert "Say why" in screen.leaving.reason_field.message()
    assert not desk.reports.filed(screen.model.client_id)
    QTest.keyClicks(screen.leaving.reason, "Admitted this morning")
    assert not screen.model.needs_reason


def test_a_release_is_recorded_on_the_spot(screen: ReportScreen, desk: Desk, qtbot: QtBot) -> None:
    desk.clients.revoke_release(desk.clients.releases(screen.model.client_id)[0].id, date(2026, 10, 1))
    screen.reread()
    QTest.mouseClick(screen.leaving.release.act, LEFT)
    sheet = sheet_of(screen, ReleaseSheet)
    assert isinstance(sheet, ReleaseSheet)
    sheet.take()
    assert screen.leaving.release.title.text() == "Release on file"
    assert screen.leaving.reason_field.isHidden()


def test_another_person_is_printed_as_the_counselor_says(screen: ReportScreen, qtbot: QtBot) -> None:
    screen.model.choose({"texts": {"themes": "Ania drove her home."}})
    assert screen.leaving.people.words.text() == "“Ania” is printed as “her sister”"
    QTest.mouseClick(screen.leaving.people.act, LEFT)
    sheet = sheet_of(screen, PeopleSheet)
    assert isinstance(sheet, PeopleSheet)
    sheet.fields["Ania"].set_text("a relative")
    sheet.take()
    assert screen.leaving.people.words.text() == "“Ania” is printed as “a relative”"


def test_a_saved_pdf_is_whole_has_its_password_and_is_filed(
    screen: ReportScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    target = tmp_path / "out.pdf"
    with qtbot.waitSignal(screen.model.filed):
        screen.model.save(target, "seven herons", lambda: None)
    assert PdfReader(target).is_encrypted
    filed = screen.desk.reports.filed(screen.model.client_id)
    assert [(one.how, one.addressee) for one in filed] == [
        ("saved", "Dr Femi Adeyemi, Northgate Infusion Clinic")
    ]
    assert screen.leaving.filed.isVisible()


def test_a_disk_that_refuses_files_nothing(screen: ReportScreen, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(screen.model.failed):
        screen.model.save(tmp_path / "no such folder" / "out.pdf", "", lambda: None)
    assert not screen.desk.reports.filed(screen.model.client_id)
    assert "couldn’t be written" in screen.leaving.problem.text()


def test_passwords_that_differ_save_nothing(screen: ReportScreen) -> None:
    asked: list[str] = []
    sheet = SaveSheet(asked.append)
    sheet.open_over(screen)
    sheet.password.set_text("one")
    sheet.again.set_text("two")
    sheet.take()
    assert not asked
    assert "differ" in sheet.again_field.message()
    sheet.dismiss()


def test_the_choices_fit_beside_the_pages_though_nothing_was_measured(
    desk: Desk, maren: ClientId, qtbot: QtBot
) -> None:
    give(desk.infusions, maren, local(6, 10))
    screen = ReportScreen(desk)
    qtbot.addWidget(screen)
    screen.resize(1352, 600)
    screen.show()
    screen.arrive(Go("report", client_id=maren))
    pages_there(screen, qtbot)
    assert screen._aside.verticalScrollBar().maximum() > 0  # noqa: SLF001 - the bar that takes room
    assert screen._aside.horizontalScrollBar().maximum() == 0  # noqa: SLF001
    desk.jobs.finish()


def test_the_file_name_tells_nobody_who_it_is_about(screen: ReportScreen) -> None:
    assert screen.model.file_name() == "HL-0001 2026-10-15.pdf"


def test_the_file_is_named_after_the_day_here_not_after_that_in_greenwich(
    screen: ReportScreen, clock: Clock
) -> None:
    clock.forward(hours=8)
    assert clock().date() > clock().astimezone(ZoneInfo(screen.desk.zone)).date()
    assert screen.model.file_name() == "HL-0001 2026-10-15.pdf"


def test_the_other_paper_makes_other_pages(screen: ReportScreen, qtbot: QtBot) -> None:
    before = screen.model.pdf
    other = 0 if screen.preview.paper.index() else 1
    with qtbot.waitSignal(screen.model.pages_made):
        QTest.mouseClick(screen.preview.paper.findChildren(QAbstractButton)[other], LEFT)
    assert screen.model.pdf != before


def test_page_keys_turn_the_pages(screen: ReportScreen, qtbot: QtBot) -> None:
    pages = screen.preview.pages
    screen.preview.set_fit(1)
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.count - 1
    QTest.keyClick(pages, Qt.Key.Key_PageUp)
    assert pages.page == max(0, pages.count - 2)


def test_a_sent_report_is_shown_as_it_was(screen: ReportScreen, desk: Desk, qtbot: QtBot) -> None:
    sent = screen.model.pdf
    screen.model.keep(sent, "printed")
    head = desk.reports.filed(screen.model.client_id)[0]
    screen.arrive(Go("report", client_id=screen.model.client_id, thing=head.id))
    assert screen.model.pdf == sent
    assert screen.sent.isVisible()
    assert screen.include.isHidden()
    screen.start_new()
    assert screen.include.isVisible()


def test_choices_are_told_from_the_last_report(screen: ReportScreen) -> None:
    screen.model.keep(screen.model.pdf, "printed")
    assert screen.whom.last.text() == "Last to Dr Adeyemi on 15 Oct. Same choices are set."


def test_every_control_has_a_name_and_room_for_a_finger(screen: ReportScreen) -> None:
    for control in screen.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isEnabled():
            assert accessible_name(control), control
            assert control.height() >= 40, (control, accessible_name(control))


def test_the_place_comes_back_after_a_lock(screen: ReportScreen, qtbot: QtBot) -> None:
    screen.include.open_words("safety")
    place = dict(screen.place())
    assert "Maren" not in str(place)
    screen.include.close_all()
    screen.return_to(place)
    row = screen.include.row_of("safety")
    assert row is not None
    assert row.words.isVisible()
    assert QApplication.focusWidget() is row.words or not screen.isActiveWindow()
