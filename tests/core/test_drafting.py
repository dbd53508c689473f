"""The drafted note says what was entered and nothing else, and keeps what the counselor wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.draft_context import DraftContext, FollowUpFacts, ScoreLine, follow_up_facts
from ketacounsel.core.drafting import (
    Draft,
    add_own,
    arrange,
    draft,
    edit,
    in_format,
    keep,
    merge,
    plain_text,
)
from ketacounsel.core.note_checks import checklist
from ketacounsel.core.phrases import inside
from ketacounsel.core.templates import FORMATS, Field, NoteMap, Template
from ketacounsel.services.note_text import draft_from_json, draft_to_json
from ketacounsel.services.templates_catalogue import follow_up_step
from tests.core.note_examples import (
    EARLY,
    EARLY_CONTEXT,
    EMPTY_CONTEXT,
    EXAMPLES,
    MEANING,
    MEANING_CONTEXT,
    SPARSE,
    SPARSE_CONTEXT,
    golden_notes,
    templates,
)

GOLDEN = Path(__file__).parent.parent / "golden" / "notes"
CANARY = "zaunkoenig"


@pytest.fixture
def early() -> Template:
    return templates()["integration_early"]


@pytest.fixture
def note(early: Template) -> Draft:
    return draft(early, EARLY, EARLY_CONTEXT)


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.txt")))
def test_the_note_reads_as_it_was_approved(name: str) -> None:
    assert golden_notes()[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_example_has_its_approved_note() -> None:
    assert set(golden_notes()) == {path.name for path in GOLDEN.glob("*.txt")}


def filling(field: Field, words: str) -> JsonValue:
    """An answer of the field's kind that holds the words wherever words can be."""
    if field.kind == "list":
        return [{column.key: words for column in field.columns}]
    if field.kind in ("multi", "checklist", "themes"):
        return [words]
    return {"name": words, "relation": words} if field.kind == "contact" else words


def careless(template: Template) -> Template:
    """The same template by somebody who gave its private fields a place in the note."""
    para = template.note[0].id

    def leaky(field: Field) -> Field:
        return replace(field, note=NoteMap(para, "{value}")) if field.private else field

    steps = tuple(replace(step, fields=tuple(map(leaky, step.fields))) for step in template.steps)
    return replace(template, steps=steps)


@given(st.data())
def test_private_words_never_reach_a_note(data: st.DataObject) -> None:
    name, answers, context = data.draw(st.sampled_from(list(EXAMPLES.values())))
    template = templates()[name]
    private = [
        (step.key, field.key, filling(field, CANARY))
        for step in template.steps
        for field in step.fields
        if field.private
    ]
    kept = {key: value for key, value in answers.items() if data.draw(st.booleans())}
    asked = {(step, field): value for step, field, value in private}
    reasons = {(step, field): CANARY for step, field, _ in private}
    form = data.draw(st.sampled_from(sorted(FORMATS)))
    made = draft(careless(template), {**kept, **asked}, replace(context, reasons=reasons), form)
    assert CANARY not in (plain_text(made) + json.dumps(draft_to_json(made))).lower()


def test_private_words_alone_leave_the_note_empty(early: Template) -> None:
    made = draft(early, {("tell", "narrative"): CANARY, ("close", "reflection"): CANARY}, EMPTY_CONTEXT)
    assert made.empty and CANARY not in plain_text(made).lower()


def test_every_entry_that_has_a_place_in_the_note_is_in_it() -> None:
    for template in templates().values():
        for step in template.steps:
            for field in step.fields:
                if field.note is None or field.kind not in ("text", "longtext", "list", "themes", "contact"):
                    continue
                made = draft(template, {(step.key, field.key): filling(field, CANARY)}, EMPTY_CONTEXT)
                assert CANARY in plain_text(made).lower(), f"{template.id} {step.key} {field.key}"


@given(st.text(min_size=1).filter(str.strip))
def test_a_clients_words_stand_as_typed(words: str) -> None:
    made = draft(templates()["prep_2"], {("intention", "intention_text"): words}, EMPTY_CONTEXT)
    assert inside(words) in made.paragraph("intention").text


def test_braces_and_brackets_of_a_client_are_words() -> None:
    row = {"action": "a {rows} [b] {they}", "when_where": "{action}"}
    made = draft(templates()["integration_early"], {("live", "actions"): [row]}, EMPTY_CONTEXT)
    assert "Small step agreed: “a {rows} [b] {they}”, {action}." in made.paragraph("plan").text


def test_all_three_formats_hold_the_same_paragraphs(note: Draft) -> None:
    texts = {
        form: sorted(one.text for section in arrange(note, form) for one in section.paragraphs)
        for form in FORMATS
    }
    assert texts["dap"] == texts["soap"] == texts["birp"]


def test_the_margin_says_where_a_paragraph_came_from(note: Draft) -> None:
    assert note.paragraph("opening").sources == ("Infusion record",)
    assert note.paragraph("wellbeing").sources == ("Steps 1 and 2",)
    assert note.paragraph("assessment").sources == ("Your wording",)


def test_the_risk_line_waits_for_the_counselor(note: Draft) -> None:
    assert [one.id for one in note.unsettled] == ["risk"]
    assert not keep(note, "risk").unsettled
    assert not edit(note, "risk", "Discussed at length; no present danger in my view.").unsettled
    assert edit(note, "risk", "  ").unsettled


def test_a_change_of_score_is_put_forward_and_waits_too() -> None:
    note = draft(templates()["integration_meaning"], MEANING, MEANING_CONTEXT)
    assert [one.id for one in note.unsettled] == ["assessment", "risk"]
    assert (
        note.paragraph("assessment").text == "PHQ-9 is down 12 points from the starting point (21 on 21 Sep)."
    )


def test_an_unanswered_item_9_is_said() -> None:
    today = date(2026, 10, 15)
    line = ScoreLine("phq9", "PHQ-9", today, status="incomplete", missing=1, item9_unanswered=True)
    note = draft(
        templates()["integration_meaning"],
        {("measures", "phq9"): {"sitting": "s"}},
        DraftContext(today, scores=(line,)),
    )
    assert "PHQ-9 item 9 was not answered" in note.paragraph("risk").text


def test_what_was_not_asked_is_not_called_absent(early: Template) -> None:
    risk = draft(early, SPARSE, SPARSE_CONTEXT).paragraph("risk").text
    assert risk == "Suicidal thoughts were not asked about in this session; no safety plan on file."


def test_edits_stay_when_the_format_changes(note: Draft) -> None:
    edited = in_format(edit(note, "experience", "Told of a lit house."), "soap")
    assert "Told of a lit house." in plain_text(edited)
    assert "all the lights" not in plain_text(edited)


def test_edits_stay_when_entries_change(early: Template, note: Draft) -> None:
    edited = add_own(edit(keep(note, "risk"), "experience", "Told of a lit house."), "data")
    edited = edit(edited, "own_1", "Came ten minutes late.")
    fresh = draft(early, {**EARLY, ("tell", "themes"): ["love"]}, EARLY_CONTEXT)
    merged = merge(edited, fresh)
    assert merged.paragraph("experience").text == "Told of a lit house."
    assert merged.paragraph("experience").outdated
    assert merged.paragraph("own_1").text == "Came ten minutes late."
    assert not merged.unsettled


def test_a_kept_risk_line_opens_again_when_its_facts_change(early: Template, note: Draft) -> None:
    fresh = draft(early, {**EARLY, ("arrive", "not_wanting_to_live"): 2}, EARLY_CONTEXT)
    assert [one.id for one in merge(keep(note, "risk"), fresh).unsettled] == ["risk"]
    reworded = edit(note, "risk", "No thoughts of death today.")
    merged = merge(reworded, fresh)
    assert merged.paragraph("risk").text == "No thoughts of death today."
    assert merged.paragraph("risk").outdated and [one.id for one in merged.unsettled] == ["risk"]


def test_an_edited_paragraph_outlives_the_entries_it_came_from(early: Template, note: Draft) -> None:
    edited = edit(note, "feeling", "Sad, then calm.")
    without = {key: value for key, value in EARLY.items() if key[0] != "feel"}
    assert merge(edited, draft(early, without, EARLY_CONTEXT)).paragraph("feeling").text == "Sad, then calm."
    assert "feeling" not in {one.id for one in merge(note, draft(early, without, EARLY_CONTEXT)).paragraphs}


def test_words_written_into_an_empty_note_are_kept(early: Template) -> None:
    blank = draft(early, {}, EMPTY_CONTEXT)
    written = edit(blank, "own_1", "Client sat in silence for the hour.")
    assert plain_text(written).startswith("Data\nClient sat in silence")
    merged = merge(written, draft(early, EARLY, EARLY_CONTEXT))
    assert not merged.empty and "silence" in plain_text(merged)


def test_a_draft_can_be_put_away_and_taken_out(note: Draft) -> None:
    edited = add_own(edit(note, "risk", "Own words."), "plan")
    assert draft_from_json(json.loads(json.dumps(draft_to_json(edited)))) == edited


def test_the_same_entries_give_the_same_text(early: Template, note: Draft) -> None:
    assert plain_text(draft(early, dict(sorted(EARLY.items())), EARLY_CONTEXT)) == plain_text(note)


def test_the_follow_up_stands_in_the_note_as_facts() -> None:
    step = follow_up_step(templates())
    facts = follow_up_facts(
        step,
        {"wish_to_be_dead": "yes", "thoughts_of_ending_life": "no"},
        ("tell_prescriber",),
        said="Passive, at night.",
        check_in=datetime(2026, 10, 16, 12, 0),
        because="the ASQ screen was positive",
        pronouns="he/him",
    )
    context = replace(EARLY_CONTEXT, follow_up=facts)
    told = draft(templates()["integration_early"], EARLY, context).paragraph("followup").text
    assert "thoughts of ending his life: no" in told
    assert "a method, plan or intent: not asked" in told
    assert told.endswith("Check-in Fri 16 Oct, 12:00.")


def test_a_follow_up_left_open_says_why() -> None:
    context = replace(EARLY_CONTEXT, follow_up=FollowUpFacts(left_open="the line broke off"))
    note = draft(templates()["integration_early"], EARLY, context)
    assert "Left open: the line broke off." in note.paragraph("followup").text
    assert "safety follow-up left open" in note.paragraph("risk").text


def test_the_list_beside_the_draft_says_what_is_in_order(early: Template, note: Draft) -> None:
    assert dict(checklist(note, early, EARLY, EARLY_CONTEXT)) == {
        "Linked to infusion 3, day +2": True,
        "ASQ screen attached": True,
        "Plan has a next date": True,
        "Risk statement": False,
    }
    bare = dict(checklist(draft(early, {}, EMPTY_CONTEXT), early, {}, EMPTY_CONTEXT))
    assert not bare["No infusion linked"] and not bare["Plan has no next date"] and not bare["ASQ not taken"]
