"""The shipped session templates hold together, and a broken one is refused with everything named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.safety import DECISIONS, TOPICS
from ketacounsel.core.template_snapshot import (
    template_from_json,
    template_to_json,
)
from ketacounsel.paths import resource_root
from ketacounsel.services.templates_catalogue import follow_up_step, load_templates
from tests.core.note_examples import MEASURES, templates

SHIPPED = resource_root() / "templates"
STEPS = {"prep_2": 8, "infusion_day": 5, "integration_early": 8, "integration_meaning": 7}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "templates"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test changes nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(BadDataFile) as refused:
        load_templates(folder, MEASURES)
    return str(refused.value)


def test_the_four_sessions_of_a_course_are_there() -> None:
    assert {name: len(templates()[name].steps) for name in STEPS} == STEPS
    assert {name: templates()[name].note_format for name in STEPS} == {
        "prep_2": "dap",
        "infusion_day": "birp",
        "integration_early": "dap",
        "integration_meaning": "dap",
    }


def test_the_minutes_of_the_steps_make_the_session() -> None:
    for template in templates().values():
        assert sum(step.planned_min for step in template.steps) == template.planned_min


def test_every_step_asks_something_and_offers_another_way_to_ask_it() -> None:
    for template in templates().values():
        for step in template.steps:
            assert 2 <= len(step.prompts) <= 4, f"{template.id} {step.key}"


def test_every_checklist_has_one_act_for_none_of_these() -> None:
    for template in templates().values():
        for step in template.steps:
            for field in step.fields:
                if field.kind in ("checklist", "multi") and template.offered:
                    assert field.none_option, f"{template.id} {field.key}"


def test_questionnaires_about_weeks_are_not_asked_in_the_first_three_days() -> None:
    assert templates()["integration_early"].measures == ("asq",)
    assert templates()["infusion_day"].measures == ()


def test_the_safety_follow_up_is_a_step_and_no_session_of_its_own() -> None:
    step = follow_up_step(templates())
    assert not templates()["safety_follow_up"].offered
    assert tuple(field.key for field in step.fields[:4]) == TOPICS
    assert tuple(option.key for option in step.field("decisions").options) == DECISIONS


def test_a_session_keeps_the_edition_it_was_started_with() -> None:
    for template in templates().values():
        kept = template_to_json(template)
        assert template_from_json(kept) == template
        assert template_to_json(template_from_json(kept)) == kept


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("prep_2.toml", 'block = "open"', 'block = "opne"', 'unknown block "opne"'),
        ("prep_2.toml", "{next_infusion_weekday} is", "{next_infuson} is", "unknown token {next_infuson}"),
        ("prep_2.toml", 'para = "values"', 'para = "valuse"', 'no paragraph "valuse"'),
        ("prep_2.toml", 'dap = "data"', 'dap = "subjective"', '"subjective" is not a section of DAP'),
        ("prep_2.toml", 'kind = "text"', 'kind = "txt"', "steps.2.fields.0.kind"),
        ("prep_2.toml", "edition = 1", "edtion = 1", "edtion"),
        (
            "prep_2.toml",
            'key = "hold_lightly"',
            'key = "intention_type"',
            '"intention_type" stands there twice',
        ),
        ("integration_early.toml", 'path = "R_SUICIDE"', 'path = "R_SUICIDES"', "unknown risk path"),
        ("integration_early.toml", 'measure = "asq"', 'measure = "asx"', 'unknown measure "asx"'),
        ("integration_early.toml", 'feeds = "insights"', 'feeds = "insight"', "unknown record"),
        ("integration_early.toml", "{insight_quote}", "{insigth}", 'no column "insigth"'),
        ("blocks/state.toml", 'step = "arrive"', 'step = "later"', '"later", which is no earlier step'),
        (
            "blocks/close.toml",
            "private = true",
            'private = true\nnote = { para = "plan", say = "{value}" }',
            "private",
        ),
        ("blocks/ae.toml", 'label = "Adverse effects"', 'lable = "Adverse effects"', "blocks/ae.toml"),
        ("infusion_day.toml", 'id = "infusion_day"', 'id = "infusion_day', "is not TOML"),
    ],
)
def test_a_fault_is_named_with_its_file_and_place(
    folder: Path, name: str, old: str, new: str, said: str
) -> None:
    change(folder, name, old, new)
    assert said in refusal(folder)


def test_a_when_may_only_name_an_earlier_answer(folder: Path) -> None:
    when = 'title = "Setting"\nwhen = { step = "body", field = "settled_after", at_least = 7 }'
    change(folder, "prep_2.toml", 'title = "Setting"', when)
    assert 'steps.setting.when: names "body", which is no earlier step' in refusal(folder)


def test_all_faults_are_said_at_once(folder: Path) -> None:
    change(folder, "prep_2.toml", 'para = "values"', 'para = "nowhere"')
    change(folder, "prep_2.toml", "{next_infusion_weekday} is", "{nobody} is")
    change(folder, "infusion_day.toml", 'kind = "infusion_day"', 'kind = "party"')
    said = refusal(folder)
    assert "nowhere" in said and "{nobody}" in said and "infusion_day.toml: kind" in said
    assert "3 problems" in said
