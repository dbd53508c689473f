"""A life as rows of the tables: what the services would have written, made many at a time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from ketacounsel.core.drafting import plain_text
from ketacounsel.core.ids import CourseId, InfusionId, new_id
from ketacounsel.core.note_header import NoteHeader
from ketacounsel.core.place import InfusionPoint, place
from ketacounsel.core.template_snapshot import template_to_json
from ketacounsel.practice_set.lives import INFUSIONS, Life, Meeting
from ketacounsel.practice_set.prose import Prose
from ketacounsel.practice_set.scores import answers_for, sitting_rows
from ketacounsel.practice_set.times import DRAWN_AT
from ketacounsel.services.note_text import digest_of, draft_to_json, mac_of, signed_bytes

if TYPE_CHECKING:
    from ketacounsel.practice_set.stage import Stage

Rows = dict[str, list[dict[str, Any]]]
LENGTH_MIN: Final = 50
TOP: Final = 24
"""The highest PHQ-9 with item 9 at 0."""
TITLES: Final = {"prep": "Preparation session", "integration": "Integration session"}
BLANK_INFUSION: Final = dict.fromkeys(
    ("cancel_reason", "also_given", "setting_words", "experience_source", "monitoring_source"), ""
)


@dataclass(slots=True)
class SignedNote:
    """What a signature is made over."""

    id: str
    client_id: str
    author_id: str
    title: str
    service_at: datetime
    format: str
    draft: dict[str, Any]
    body: str
    place_words: str
    incomplete_reason: str
    signed_at: datetime


class Scribe:
    """Turns lives into rows."""

    ORDER: ClassVar = (
        "template_edition", "client", "course", "infusion", "guided_session", "sitting", "sitting_answer",
        "adverse_effect", "note", "note_edit", "session_theme", "goal",
    )  # fmt: skip

    def __init__(self, stage: Stage) -> None:
        self._stage, self._chance, self._calendar = stage, stage.chance, stage.calendar
        self._prose = Prose(stage.words, stage.chance)
        self._author, self._key = stage.unlocked.counselor_id, stage.unlocked.keys.use("sign")
        self._shift = self._calendar.wall(DRAWN_AT) - DRAWN_AT
        self._editions: dict[str, str] = {}

    def write(self, rows: Rows, person: dict[str, Any], life: Life, now: datetime) -> None:
        """Everything of one person."""
        _add(rows, "client", person)
        points = self._infusions(rows, person, life, now)
        totals = self._totals(len(life.scored))
        for at, total in zip(life.scored, totals, strict=True):
            self._sitting(rows, person, self._at(at), total)
        for meeting in life.meetings:
            self._meeting(rows, person, meeting, points)
        wish = self._chance.choice(self._stage.words.fillers["action"])
        words = wish[:1].upper() + wish[1:]
        since = min(life.scored).date()
        goal = {
            "words": words,
            "progress": "",
            "since_on": since,
            "closed_on": person.get("discharged_on"),
            "rev": 1,
        }
        _add(rows, "goal", {"id": new_id(), "client_id": person["id"], **goal})

    def _at(self, wall: datetime) -> datetime:
        return self._calendar.moment(wall - self._shift)

    def _totals(self, how_many: int) -> list[int]:
        """PHQ-9 going down, not evenly."""
        high, low = self._chance.randint(15, 24), self._chance.randint(4, 12)
        part = max(1, how_many - 1)
        steps = (high + (low - high) * step / part + self._chance.uniform(-2, 2) for step in range(how_many))
        return [max(0, min(TOP, round(total))) for total in steps]

    def _infusions(
        self, rows: Rows, person: dict[str, Any], life: Life, now: datetime
    ) -> list[InfusionPoint]:
        weight, dose = self._chance.randint(52, 98), self._chance.choice((0.5, 0.5, 0.55, 0.6))
        points, course_id = [], ""
        for number, at in enumerate(life.infusions):
            if number in life.courses:
                course_id = self._course(rows, person, life.courses.index(number) + 1)
            given, count = at < now, number - max(one for one in life.courses if one <= number) + 1
            point = InfusionPoint(
                InfusionId(new_id()), count, CourseId(course_id), self._at(at), self._calendar.zone,
                duration_min=40 if given else None, state="complete" if given else "planned",
            )  # fmt: skip
            points.append(point)
            _add(rows, "infusion", self._infusion(point, person, weight, dose))
            if given and self._chance.random() < 0.3:
                self._effect(rows, person, point)
        return points

    def _course(self, rows: Rows, person: dict[str, Any], number: int) -> str:
        indication = self._chance.choice(self._stage.words.indications)
        phase = "induction" if number == 1 else "booster"
        course = {"number": number, "indication": indication, "planned_infusions": INFUSIONS, "phase": phase}
        _add(rows, "course", {"id": new_id(), "client_id": person["id"], "rev": 1, **course})
        return str(rows["course"][-1]["id"])

    def _infusion(
        self, point: InfusionPoint, person: dict[str, Any], weight: int, dose: float
    ) -> dict[str, Any]:
        given, words = point.was_given, self._stage.words
        on = self._calendar.wall(DRAWN_AT).date()
        return {
            "id": point.id,
            "client_id": person["id"],
            "course_id": point.course_id,
            "starts_at": point.starts_at,
            "zone": point.zone,
            "duration_min": point.duration_min,
            "state": point.state,
            "route": "IV" if given else "",
            "dose_mg": round(dose * weight) if given else None,
            "dose_mg_per_kg": dose if given else None,
            "weight_kg": weight if given else None,
            "given_at": "Northgate Infusion Clinic",
            "prescriber_id": person["prescriber_id"],
            "treatment_source": "clinic_record" if given else "",
            "treatment_source_on": min(on, point.local_date(point.starts_at)) if given else None,
            "setting_tags": [self._chance.choice(words.settings)] if given else [],
            "experience_words": self._chance.choice(words.experiences) if given else "",
            "strength": self._chance.randint(3, 8) if given else None,
            "ease": self._chance.randint(3, 9) if given else None,
            "felt_safe": self._chance.randint(6, 10) if given else None,
            "window_reason": "",
            "rev": 1,
            **BLANK_INFUSION,
        }

    def _effect(self, rows: Rows, person: dict[str, Any], point: InfusionPoint) -> None:
        began = point.starts_at + timedelta(minutes=35)
        effect = {
            "id": new_id(),
            "client_id": person["id"],
            "infusion_id": point.id,
            "session_id": None,
            "kind": self._chance.choice(self._stage.words.effects),
            "severity": self._chance.choice((1, 1, 1, 2)),
            "began_at": began,
            "settled_at": began + timedelta(minutes=self._chance.randint(30, 300)),
            "still_there": False,
            "source": "clinic_record",
            "words": "",
        }
        _add(rows, "adverse_effect", effect)

    def _sitting(self, rows: Rows, person: dict[str, Any], at: datetime, total: int) -> None:
        measure = self._stage.office.catalogue.measures["phq9"]
        answers, sitting_id = answers_for(measure, total, self._chance, {"9": 0}), new_id()
        sitting = {"id": sitting_id, "client_id": person["id"], "session_id": None, "taken_at": at}
        sitting |= {"zone": self._calendar.zone, "mode": "client", **sitting_rows(measure, answers)}
        _add(rows, "sitting", sitting)
        for item, value in answers.items():
            _add(rows, "sitting_answer", {"sitting_id": sitting_id, "item": item, "value": value})

    def _meeting(
        self, rows: Rows, person: dict[str, Any], meeting: Meeting, points: list[InfusionPoint]
    ) -> None:
        planned_at, point = self._at(meeting.at), points[meeting.infusion]
        held, prepares = not meeting.booked, meeting.kind == "prep"
        session_id, started_at = new_id(), planned_at + timedelta(minutes=1)
        ended_at = started_at + timedelta(minutes=LENGTH_MIN)
        session = {
            "id": session_id,
            "client_id": person["id"],
            "kind": meeting.kind,
            "template_id": meeting.template,
            "template_digest": self._edition(rows, meeting.template) if held else None,
            "integrates_infusion_id": None if prepares else point.id,
            "prepares_infusion_id": point.id if prepares else None,
            "planned_at": planned_at,
            "planned_min": LENGTH_MIN,
            "zone": self._calendar.zone,
            "state": "held" if held else "booked",
            "started_at": started_at if held else None,
            "ended_at": ended_at if held else None,
            "paused_s": 0,
            "current_step": "close" if held else "",
            "modality": "in person",
            "location": "",
            "participants": "",
            "added_steps": [],
            "rev": 1,
        }
        _add(rows, "guided_session", session)
        if held:
            words = place(planned_at, [point], prepares=point.id if prepares else None).words
            self._note(rows, person, session, words)
            self._themes(rows, person, session)

    def _themes(self, rows: Rows, person: dict[str, Any], session: dict[str, Any]) -> None:
        if session["kind"] != "prep":
            for theme in self._chance.sample(THEMES, 2):
                row = {"session_id": session["id"], "theme": theme, "client_id": person["id"]}
                _add(rows, "session_theme", row)

    def _note(self, rows: Rows, person: dict[str, Any], session: dict[str, Any], place_words: str) -> None:
        draft, zone = self._prose.note(), self._calendar
        title, service_at = TITLES[session["kind"]], session["started_at"]
        head = NoteHeader(
            title, person["legal_name"], person["file_no"], zone.in_zone(service_at),
            zone.in_zone(session["ended_at"]), place_words=place_words, author="Dana Whitfield, LPC",
            licence="LPC.0012846",
        )  # fmt: skip
        fixed = {"header": head.text(), "subtitle": head.subtitle, "template": session["template_digest"]}
        note = SignedNote(
            new_id(), person["id"], self._author, title, service_at, draft.format,
            {**draft_to_json(draft), "signed": {**fixed, "sittings": []}}, plain_text(draft), place_words, "",
            session["ended_at"] + timedelta(minutes=40),
        )  # fmt: skip
        data = signed_bytes(cast("Any", note))
        row = {name: getattr(note, name) for name in SignedNote.__slots__}
        row |= {"session_id": session["id"], "state": "signed", "created_at": session["ended_at"], "rev": 1}
        _add(rows, "note", row | {"digest": digest_of(data), "mac": mac_of(data, self._key)})
        edit = {"id": new_id(), "note_id": note.id, "at": session["ended_at"], "body": ""}
        _add(rows, "note_edit", edit | {"what": "Drafted from session"})

    def _edition(self, rows: Rows, template_id: str) -> str:
        """The digest of a template's edition, kept once."""
        if template_id not in self._editions:
            template = self._stage.office.catalogue.templates[template_id]
            text = template_to_json(template)
            digest = hashlib.sha256(text.encode()).hexdigest()
            self._editions[template_id] = digest
            if not self._stage.has("template_edition", "digest", digest):
                body = {"template_id": template_id, "edition": template.edition, "body": json.loads(text)}
                _add(rows, "template_edition", {"digest": digest, **body})
        return self._editions[template_id]


THEMES: Final = ("belonging", "loss", "grief", "asking for help", "self-compassion", "family", "fear", "body")


def _add(rows: Rows, table: str, row: dict[str, Any]) -> None:
    rows.setdefault(table, []).append(row)
