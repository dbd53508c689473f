"""Progress reports: what they say by rule, what stays the counselor's, and what leaves the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import TypeVar

import pytest
from pypdf import PdfReader

from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, EffectId, InfusionId, PrescriberId, ReportId, new_id
from ketacounsel.core.infusions import AdverseEffect
from ketacounsel.core.report import InfusionTable, NumberedQuestions, Report, ScoreTable, Summary, Trend
from ketacounsel.reports.render import render
from ketacounsel.services.catalogue import Catalogue
from ketacounsel.services.clients import ClientService
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.jottings import JottingService
from ketacounsel.services.measures import MeasureService
from ketacounsel.services.practice import PracticeService
from ketacounsel.services.records import Records
from ketacounsel.services.reporting import ReportService
from ketacounsel.services.threads import ThreadService
from tests.services.harbor_lane import SIGN_KEY, THURSDAY_13_52, Clock, give, hold, local

NOW = THURSDAY_13_52
T = TypeVar("T")


@pytest.fixture
def reports(records: Records, catalogue: Catalogue) -> ReportService:
    return ReportService(records, catalogue)


@pytest.fixture
def adeyemi(records: Records, clients: ClientService, maren: ClientId) -> PrescriberId:
    """The prescriber, and Maren's release for him."""
    practice = PracticeService(records, sign_key=SIGN_KEY)
    prescriber_id = practice.save_prescriber(
        {"name": "Dr Femi Adeyemi", "credentials": "MD", "clinic": "Northgate Infusion Clinic"}
    )
    clients.patch(
        maren,
        {
            "prescriber_id": prescriber_id,
            "form_of_address": "Ms",
            "emergency_name": "Ania Ostrowska",
            "emergency_relation": "sister",
        },
    )
    clients.add_release(maren, "Dr Femi Adeyemi", date(2026, 9, 8), date(2027, 9, 8), prescriber_id)
    return prescriber_id


@pytest.fixture
def course(
    records: Records,
    infusions: InfusionService,
    measures: MeasureService,
    maren: ClientId,
    adeyemi: PrescriberId,
) -> ClientId:
    """Two of six infusions, a session on day +2 of each, and four PHQ-9."""
    infusions.add_course(maren, "Depression", 6, "induction")
    for day, month in ((29, 9), (6, 10)):
        infusion_id = give(infusions, maren, local(day, 10, 0, month), dose_mg_per_kg=0.5, route="IV")
        began = local(day, 11, 0, month)
        nausea = AdverseEffect(
            EffectId(new_id()), "nausea", 1, infusion_id, began, began + timedelta(hours=2)
        )
        infusions.put_effect(maren, nausea)
    infusions.add(maren, replace(infusions.list(maren)[0].details, starts_at=local(20, 10), state="planned"))
    hold(records, maren, local(1, 14, 30), themes=("belonging", "asking for help"))
    hold(records, maren, local(8, 14, 30), themes=("belonging",))
    for total, at in (
        (20, local(28, 18, 0, 9)),
        (9, local(1, 14, 40)),
        (16, local(5, 18)),
        (13, local(12, 18)),
    ):
        measures.enter_total(maren, "phq9", total, at)
    return maren


def block(report: Report, kind: type[T]) -> T:
    return next(one for one in report.blocks if isinstance(one, kind))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_summary_says_what_was_given_held_and_scored(reports: ReportService, course: ClientId) -> None:
    said = reports.choices(course, NOW).texts["summary"]
    assert said.startswith(
        "Ms Ostrowski has had two of six planned infusions, "
        "each followed by an integration session on day +2."
    )
    assert "Her PHQ-9 has gone from 20 (severe) to 13 (moderate)." in said
    assert "Aftereffects were mild and settled the same day." in said


def test_the_period_is_the_course_up_to_today(reports: ReportService, course: ClientId) -> None:
    choices = reports.choices(course, NOW)
    assert (choices.from_on, choices.to_on) == (date(2026, 9, 28), date(2026, 10, 15))


def test_a_score_of_day_2_never_stands_for_what_an_infusion_did(
    reports: ReportService, course: ClientId
) -> None:
    table = block(reports.compile(course, reports.choices(course, NOW), NOW), InfusionTable)
    assert table.score_head == ("PHQ-9", "day +6")
    assert [row.score for row in table.rows] == ["16*", "13*"]
    assert "* Looks back over an infusion." in table.source
    assert [row.session for row in table.rows] == ["Thu 1 Oct, day +2", "Thu 8 Oct, day +2"]


def test_measures_are_compared_with_the_baseline_before_infusion_1(
    reports: ReportService, course: ClientId
) -> None:
    table = block(reports.compile(course, reports.choices(course, NOW), NOW), ScoreTable)
    row = table.rows[0]
    assert (row.measure, row.baseline, row.latest, row.change) == ("PHQ-9, 0–27", "20", "13", "−7")
    assert "Loewe 2004" in table.note


def test_scores_that_look_back_over_an_infusion_are_hollow(reports: ReportService, course: ClientId) -> None:
    chart = block(reports.compile(course, reports.choices(course, NOW), NOW), Trend).chart
    assert [point.hollow for point in chart.points] == [False, True, True, True]
    assert [mark.number for mark in chart.infusions] == [1, 2]
    assert len(chart.sessions) == 2


def test_what_is_planned_is_told_and_asked(reports: ReportService, course: ClientId) -> None:
    asked = block(reports.compile(course, reports.choices(course, NOW), NOW), NumberedQuestions)
    assert asked.items[0].startswith("Infusion 3 is planned for Tue 20 Oct.")


def test_a_sister_is_printed_as_her_sister(
    reports: ReportService, threads: ThreadService, course: ClientId
) -> None:
    goal = threads.add_goal(course, "Reach out", date(2026, 10, 1))
    threads.patch_goal(goal, {"progress": "Called her sister Ania on 11 Oct"})
    reports.patch_choices(course, {"texts": {"themes": "Ania drove. Spoke with Ania Ostrowska, her sister."}})
    choices = reports.choices(course, NOW)
    assert [(one.name, one.printed) for one in choices.people] == [("Ania", "her sister")]
    said = words_of(render(reports.compile(course, choices, NOW)))
    assert "Ania" not in said
    assert "Her sister drove. Spoke with her sister." in said
    assert "Called her sister on 11 Oct" in said


def test_a_name_is_printed_where_the_counselor_says_so(reports: ReportService, course: ClientId) -> None:
    reports.patch_choices(course, {"texts": {"themes": "Ania drove."}, "people": {"Ania": "Ania"}})
    choices = reports.choices(course, NOW)
    assert choices.people[0].by_name
    assert "Ania drove." in words_of(render(reports.compile(course, choices, NOW)))


def test_a_changed_sentence_is_there_at_the_next_opening(reports: ReportService, course: ClientId) -> None:
    proposed = reports.choices(course, NOW).texts["summary"]
    reports.patch_choices(course, {"texts": {"summary": "In my own words."}})
    reports.patch_choices(course, {"left_out": ["goals"], "paper": "a4"})
    choices = reports.choices(course, NOW)
    assert choices.texts["summary"] == "In my own words."
    assert "goals" not in choices.included
    assert choices.options[0].count == "1 sentence, yours"
    assert block(reports.compile(course, choices, NOW), Summary).text == "In my own words."
    reports.patch_choices(course, {"texts": {"summary": None}})
    assert reports.choices(course, NOW).texts["summary"] == proposed


def asked(reports: ReportService, course: ClientId) -> str:
    return reports.choices(course, NOW).texts["questions"]


def effect(infusion_id: InfusionId, kind: str, hours: int | None) -> AdverseEffect:
    began = local(6, 11)
    settled = began + timedelta(hours=hours) if hours else None
    return AdverseEffect(EffectId(new_id()), kind, 2, infusion_id, began, settled, still_there=not hours)


def test_a_stronger_aftereffect_is_a_question_while_infusions_are_to_come(
    reports: ReportService, course: ClientId, infusions: InfusionService
) -> None:
    infusions.put_effect(course, effect(infusions.list(course)[1].id, "anxiety", 3))
    said = "Anxiety was moderate after infusion 2. Do you advise anything before the next infusion?"
    assert said in asked(reports, course)


def test_after_the_last_infusion_only_what_is_still_there_is_asked_about(
    reports: ReportService, course: ClientId, infusions: InfusionService
) -> None:
    first, second, planned = (one.id for one in infusions.list(course))
    infusions.cancel(planned, "The course is complete.")
    infusions.patch_course(infusions.list(course)[0].course_id, {"planned_infusions": 2})
    infusions.put_effect(course, effect(first, "anxiety", 3))
    infusions.put_effect(course, effect(second, "memory fog", None))
    assert "nxiety" not in asked(reports, course)
    said = "Memory fog after infusion 2 is still there. Do you advise anything?"
    assert said in asked(reports, course)


def test_an_unknown_text_or_paper_is_refused(reports: ReportService, course: ClientId) -> None:
    with pytest.raises(BadInput):
        reports.patch_choices(course, {"texts": {"nothing": "x"}})
    with pytest.raises(BadInput):
        reports.patch_choices(course, {"paper": "a3"})


def test_a_time_without_scores_leaves_the_section_out(reports: ReportService, course: ClientId) -> None:
    reports.patch_choices(course, {"from_on": date(2026, 9, 1), "to_on": date(2026, 9, 20)})
    choices = reports.choices(course, NOW)
    assert choices.options[1].count == "none"
    said = words_of(render(reports.compile(course, choices, NOW)))
    assert "over the course" not in said
    assert "Measures" not in said
    assert "No PHQ-9 was taken in this period." in said


def test_a_period_that_ends_within_the_recommended_time_says_nothing_of_a_session_not_held(
    reports: ReportService, course: ClientId
) -> None:
    """The second infusion was on 6 October, its session on the 8th."""
    reports.patch_choices(course, {"to_on": date(2026, 10, 7)})
    said = words_of(render(reports.compile(course, reports.choices(course, NOW), NOW)))
    assert "Tue 6 Oct" in said
    assert "None held" not in said


def test_what_was_sent_is_filed_with_its_pages(
    reports: ReportService, course: ClientId, clock: Clock
) -> None:
    reports.patch_choices(course, {"left_out": ["goals"], "texts": {"summary": "Mine."}})
    choices = reports.choices(course, NOW)
    saved = reports.file(course, choices, b"%PDF pages", "printed")
    head = reports.filed(course)[0]
    assert (head.addressee, head.how) == ("Dr Femi Adeyemi, Northgate Infusion Clinic", "printed")
    assert "goals" not in head.included
    assert reports.pdf(ReportId(saved.id)) == b"%PDF pages"
    assert reports.choices(course, NOW).texts["summary"] == "Mine."
    later = clock.forward(days=7)
    again = reports.choices(course, later)
    assert again.last_sent is not None
    assert "goals" not in again.included
    assert again.from_on == choices.from_on
    assert again.texts["summary"] != "Mine."


def test_without_a_release_a_reason_is_needed_and_kept(
    reports: ReportService, clients: ClientService, course: ClientId
) -> None:
    clients.revoke_release(clients.releases(course)[0].id, date(2026, 10, 10))
    choices = reports.choices(course, NOW)
    assert not choices.release.holds
    assert "took it back on 10 Oct 2026" in choices.release.words
    with pytest.raises(BadInput):
        reports.file(course, choices, b"%PDF", "printed", "  ")
    saved = reports.file(course, choices, b"%PDF", "printed", "Emergency admission")
    assert reports.copy(ReportId(saved.id)).reason == "Emergency admission"
    with pytest.raises(BadInput):
        reports.file_again(ReportId(saved.id), "printed")
    assert "None on file" in words_of(render(reports.compile(course, choices, NOW)))


def test_a_filed_copy_leaves_again_as_it_was(reports: ReportService, course: ClientId) -> None:
    first = reports.file(course, reports.choices(course, NOW), b"%PDF pages", "printed")
    second = reports.file_again(ReportId(first.id), "saved")
    assert reports.pdf(ReportId(second.id)) == b"%PDF pages"
    assert [head.how for head in reports.filed(course)].count("saved") == 1


def test_a_release_that_ends_soon_is_said(
    reports: ReportService, clients: ClientService, course: ClientId
) -> None:
    clients.revoke_release(clients.releases(course)[0].id, date(2026, 9, 9))
    adeyemi = reports.choices(course, NOW).prescriber_id
    clients.add_release(course, "Dr Femi Adeyemi", date(2026, 9, 20), date(2026, 10, 27), adeyemi)
    assert reports.choices(course, NOW).release.words.endswith("ends in 12 days")


def test_a_private_jotting_is_in_no_report(
    reports: ReportService, records: Records, jottings: JottingService, course: ClientId
) -> None:
    session_id = hold(records, course, local(9, 14))
    jottings.save(session_id, "heron under the bridge")
    report = reports.compile_default(course, None, None, "a4", NOW)
    assert "heron" not in words_of(render(report))
    assert "heron" not in str([getattr(one, "text", one) for one in report.blocks])


def test_the_command_line_takes_the_record_and_leaves_drafts_alone(
    reports: ReportService, course: ClientId
) -> None:
    reports.patch_choices(course, {"texts": {"summary": "Half a sent"}})
    report = reports.compile_default(course, date(2026, 10, 1), date(2026, 10, 14), "a4", NOW)
    assert report.parties.period == "1 Oct to 14 Oct 2026"
    assert "Half a sent" not in block(report, Summary).text
    assert render(report) == render(
        reports.compile_default(course, date(2026, 10, 1), date(2026, 10, 14), "a4", NOW)
    )


def test_a_client_with_nothing_yet_has_a_report_all_the_same(
    reports: ReportService, clients: ClientService, maren: ClientId
) -> None:
    choices = reports.choices(maren, NOW)
    assert choices.texts["summary"].startswith("Maren Ostrowski has had no infusion in this course yet")
    assert choices.release.title == "No release on file"
    assert words_of(render(reports.compile(maren, choices, NOW)))


def test_a_report_names_the_state_of_the_records_it_was_made_from(
    reports: ReportService, course: ClientId, records: Records
) -> None:
    report = reports.compile_default(course, None, None, "a4", NOW)
    mark = records.store.mark
    assert mark is not None
    assert report.state == mark.code
    foot = PdfReader(BytesIO(render(report))).pages[0].extract_text()
    assert f"Records {mark.code}" in " ".join(foot.split())
