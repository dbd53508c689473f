"""The practice's letterhead, the counselor's PIN, the prescribers, and the place on the desk."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ketacounsel.core.errors import BadInput, WrongPin
from ketacounsel.core.ids import PrescriberId
from ketacounsel.core.people import Prescriber
from ketacounsel.models import Audit
from ketacounsel.services.practice import PracticeService
from ketacounsel.services.records import Records
from tests.services.harbor_lane import DANA, PIN, SIGN_KEY

OTHER_PIN = "830264"


@pytest.fixture
def practice(records: Records) -> PracticeService:
    return PracticeService(records, sign_key=SIGN_KEY)


def test_the_letterhead_is_kept_as_typed(practice: PracticeService) -> None:
    before = practice.get()
    saved = practice.patch_practice(
        {"phone": "+1 555 0100", "paper": "a4", "crisis_lines": [{"name": "988", "number": "988"}]}
    )
    after = practice.get()
    assert (after.name, after.phone, after.paper) == ("Harbor Lane Counseling", "+1 555 0100", "a4")
    assert after.crisis_lines[0].number == "988"
    assert saved.rev == after.rev == before.rev + 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("zone", "Mars/Olympus"),
        ("paper", "a5"),
        ("phone", None),
        ("motto", "x"),
        ("crisis_lines", "x"),
    ],
)
def test_a_letterhead_that_cannot_be_is_refused_by_its_field(
    practice: PracticeService, field: str, value: object
) -> None:
    with pytest.raises(BadInput) as refused:
        practice.patch_practice({field: value})
    assert refused.value.field == field
    assert practice.get().rev == 1


def test_the_counselor_signs_with_name_and_credentials(practice: PracticeService) -> None:
    practice.patch_counselor({"credentials": "LPC, NCC"})
    assert practice.counselor().signature == "Dana Whitfield, LPC, NCC"


def test_a_prescriber_is_added_and_later_corrected(practice: PracticeService) -> None:
    prescriber_id = practice.save_prescriber({"name": "Dr Femi Adeyemi", "clinic": "Northgate"})
    practice.save_prescriber(Prescriber(prescriber_id, "Dr Femi Adeyemi", "MD", "Northgate Infusion Clinic"))
    assert practice.prescribers() == (
        Prescriber(PrescriberId(prescriber_id), "Dr Femi Adeyemi", "MD", "Northgate Infusion Clinic"),
    )
    with pytest.raises(BadInput):
        practice.save_prescriber({"clinic": "Northgate"})


def test_settings_stay_and_can_be_forgotten(practice: PracticeService) -> None:
    assert practice.setting("theme", "light") == "light"
    practice.set_setting("theme", "dark")
    practice.set_setting("scale", 150)
    assert (practice.setting("theme"), practice.setting("scale")) == ("dark", 150)
    practice.set_setting("theme", None)
    assert practice.setting("theme", "light") == "light"


def test_the_place_on_the_desk_is_the_last_one(practice: PracticeService) -> None:
    assert practice.place() == {}
    practice.save_place({"screen": "today"})
    practice.save_place({"screen": "note", "caret": 12})
    assert practice.place() == {"screen": "note", "caret": 12}


def test_the_right_pin_passes_and_sets_the_misses_back(practice: PracticeService) -> None:
    with pytest.raises(WrongPin):
        practice.check_pin("000000")
    assert practice.pin_tries().misses == 1
    practice.check_pin(PIN)
    assert practice.pin_tries().misses == 0


def test_after_five_misses_even_the_right_pin_waits_for_the_passphrase(practice: PracticeService) -> None:
    for _ in range(5):
        with pytest.raises(WrongPin):
            practice.check_pin("111112")
    with pytest.raises(WrongPin, match="passphrase"):
        practice.check_pin(PIN)
    practice.passphrase_proved()
    practice.check_pin(PIN)


def test_another_pin_needs_the_old_one_or_the_passphrase(practice: PracticeService) -> None:
    with pytest.raises(WrongPin, match="Your PIN is unchanged"):
        practice.change_pin("999991", OTHER_PIN)
    with pytest.raises(BadInput):
        practice.change_pin(PIN, "123456")
    practice.change_pin(PIN, OTHER_PIN)
    practice.check_pin(OTHER_PIN)
    practice.change_pin(None, PIN)
    practice.check_pin(PIN)


def test_each_write_leaves_its_line_without_a_word_of_it(practice: PracticeService, records: Records) -> None:
    practice.patch_practice({"phone": "canary-phone"})
    practice.save_place({"screen": "canary-screen"})
    with records.read() as db:
        lines = db.execute(
            select(Audit.act, Audit.thing, Audit.thing_id, Audit.counselor_id).order_by(Audit.seq)
        ).all()
    assert [tuple(line) for line in lines[1:]] == [
        ("Edit practice", "practice", "practice", DANA),
        ("Keep place", "desk_place", DANA, DANA),
    ]
    assert "canary" not in str(lines)
