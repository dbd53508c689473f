"""Courses and infusions, as the clinic and the client report them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from ketacounsel import models
from ketacounsel.core import infusions as core
from ketacounsel.core.booking import propose
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, CourseId, EffectId, InfusionId, new_id
from ketacounsel.core.infusions import AdverseEffect, Course, Infusion, InfusionDetails, VitalSign
from ketacounsel.core.place import window
from ketacounsel.services import fields as f
from ketacounsel.store.queries import infusions as queries
from ketacounsel.store.queries import places, session_heads
from ketacounsel.store.queries.practice import zone as practice_zone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.services.records import Records

SETTING_TAGS: Final = ("Eye mask", "Own playlist", "Escort home arranged", "Counselor present")
MOVED_BY: Final = frozenset({"starts_at", "zone", "state", "ended_at", "duration_min"})
_LABELS: Final = ("before", "peak", "after")

COURSE_FIELDS: Final[Mapping[str, f.Check]] = {
    "indication": f.words,
    "planned_infusions": f.whole(1, 500),
    "phase": f.one_of(core.PHASES),
    "started_on": f.day_or_none,
    "ended_on": f.day_or_none,
}
INFUSION_FIELDS: Final[Mapping[str, f.Check]] = {
    **dict.fromkeys(
        ("cancel_reason", "also_given", "given_at", "setting_words", "experience_words"), f.words
    ),
    **dict.fromkeys(("dose_mg", "dose_mg_per_kg", "weight_kg"), f.amount),
    **dict.fromkeys(("strength", "ease", "felt_safe"), f.whole(0, 10)),
    **dict.fromkeys(
        ("treatment_source", "experience_source", "monitoring_source"), f.one_of(core.SOURCES, empty=True)
    ),
    "starts_at": f.moment,
    "zone": f.zone,
    "state": f.one_of(core.STATES),
    "ended_at": f.moment_or_none,
    "duration_min": f.whole(1, 24 * 60),
    "route": f.one_of(core.ROUTES, empty=True),
    "prescriber_id": f.words_or_none,
    "treatment_source_on": f.day_or_none,
    "setting_tags": f.word_list,
    "window_reason": f.words_or_none,
}
VITAL_FIELDS: Final[Mapping[str, f.Check]] = {
    "after_start_min": f.whole(-24 * 60, 24 * 60),
    "label": f.one_of(_LABELS, empty=True),
    "bp_systolic": f.whole(30, 350),
    "bp_diastolic": f.whole(10, 250),
    "heart_rate": f.whole(10, 350),
    "oxygen_percent": f.whole(1, 100),
}
EFFECT_FIELDS: Final[Mapping[str, f.Check]] = {
    "kind": f.filled,
    "severity": f.one_of(core.SEVERITIES),
    "infusion_id": f.words_or_none,
    "began_at": f.moment_or_none,
    "settled_at": f.moment_or_none,
    "still_there": f.truth,
    "source": f.one_of(core.SOURCES),
    "words": f.words,
}


class InfusionService:
    """What an infusion screen asks for and writes."""

    def __init__(self, records: Records, moved: Callable[[ClientId], None] = lambda _: None) -> None:
        self._records, self._moved = records, moved

    def courses(self, client_id: ClientId) -> tuple[Course, ...]:
        with self._records.read() as db:
            return queries.courses(db, client_id)

    def add_course(
        self,
        client_id: ClientId,
        indication: str = "",
        planned_infusions: int | None = None,
        phase: str = "induction",
    ) -> CourseId:
        """Begin the client's next course. Raises BadInput."""
        given = {"indication": indication, "planned_infusions": planned_infusions, "phase": phase}
        kept, course_id = f.checked(given, COURSE_FIELDS), CourseId(new_id())
        with self._records.write("Add course", "course", course_id) as db:
            _add_course(db, client_id, course_id, kept)
        return course_id

    def patch_course(
        self, course_id: CourseId, fields: Mapping[str, object], seen_rev: int | None = None
    ) -> Saved:
        """Change some fields of a course. Raises BadInput, ChangedElsewhere."""
        kept = f.checked(fields, COURSE_FIELDS)
        with self._records.write("Edit course", "course", course_id) as db:
            row = db.get_one(models.Course, course_id)
            f.same_rev(row, seen_rev)
            f.put(row, kept)
            db.flush()
            return self._records.saved(Topic.INFUSIONS, rev=row.rev, id=course_id)

    def list(self, client_id: ClientId) -> tuple[Infusion, ...]:
        """Every infusion of a client, oldest first, cancelled ones too."""
        with self._records.read() as db:
            return queries.of_client(db, client_id)

    def get(self, infusion_id: InfusionId) -> Infusion:
        with self._records.read() as db:
            return queries.by_id(db, infusion_id)

    def add(
        self, client_id: ClientId, details: InfusionDetails, course_id: CourseId | None = None
    ) -> InfusionId:
        """Add to that course, else to the latest; a first one is made when there is none. Raises BadInput."""
        kept, infusion_id = f.checked(asdict(details), INFUSION_FIELDS), InfusionId(new_id())
        with self._records.write("Add infusion", "infusion", infusion_id) as db:
            if course_id is None:
                known = queries.courses(db, client_id)
                course_id = known[-1].id if known else _add_course(db, client_id, CourseId(new_id()), {})
            db.add(models.Infusion(id=infusion_id, client_id=client_id, course_id=course_id, **kept))
        self._moved(client_id)
        return infusion_id

    def patch(
        self, infusion_id: InfusionId, fields: Mapping[str, object], seen_rev: int | None = None
    ) -> Saved:
        """Change some fields. Raises BadInput, ChangedElsewhere."""
        kept = f.checked(fields, INFUSION_FIELDS)
        if kept.get("state", "cancelled") != "cancelled":
            kept["cancel_reason"] = ""
        with self._records.write("Edit infusion", "infusion", infusion_id) as db:
            row = db.get_one(models.Infusion, infusion_id)
            f.same_rev(row, seen_rev)
            f.put(row, kept)
            db.flush()
            saved, client_id = (
                self._records.saved(Topic.INFUSIONS, rev=row.rev, id=infusion_id),
                row.client_id,
            )
        if MOVED_BY & kept.keys():
            self._moved(ClientId(client_id))
        return saved

    def cancel(self, infusion_id: InfusionId, reason: str) -> Saved:
        """It will not be given; the others are counted anew. Raises BadInput without a reason."""
        kept = {"state": "cancelled", "cancel_reason": f.filled("cancel_reason", reason)}
        return self.patch(infusion_id, kept)

    def put_vital(self, infusion_id: InfusionId, reading: VitalSign) -> Saved:
        """Add a reading (no id), or change the one with that id. Raises BadInput."""
        given = asdict(reading)
        reading_id = given.pop("id") or new_id()
        kept = f.checked(given, VITAL_FIELDS)
        with self._records.write("Save reading", "vital_sign", reading_id) as db:
            row = db.get(models.VitalSign, reading_id)
            if row is None:
                db.add(models.VitalSign(id=reading_id, infusion_id=infusion_id, **kept))
            else:
                f.put(row, kept)
        return self._records.saved(Topic.INFUSIONS, id=reading_id)

    def remove_vital(self, reading_id: str) -> VitalSign:
        """Take a reading away; `put_vital` with what comes back undoes it."""
        with self._records.write("Remove reading", "vital_sign", reading_id) as db:
            row = db.get_one(models.VitalSign, reading_id)
            value = queries.vital_value(row)
            db.delete(row)
        return value

    def put_effect(self, client_id: ClientId, effect: AdverseEffect) -> Saved:
        """Add something unwanted (no id), or change the one with that id. Raises BadInput."""
        given = asdict(effect)
        effect_id = given.pop("id") or new_id()
        kept = f.checked(given, EFFECT_FIELDS)
        if effect.began_at and effect.settled_at and effect.settled_at < effect.began_at:
            raise BadInput("settled_at", "It can’t have settled before it began.")
        with self._records.write("Save effect", "adverse_effect", effect_id) as db:
            row = db.get(models.AdverseEffect, effect_id)
            if row is None:
                db.add(models.AdverseEffect(id=effect_id, client_id=client_id, session_id=None, **kept))
            else:
                f.put(row, kept)
        return self._records.saved(Topic.INFUSIONS, id=effect_id)

    def settle_effect(self, effect_id: EffectId, at: datetime) -> Saved:
        """It is over since then."""
        kept = f.moment("settled_at", at)
        with self._records.write("Settle effect", "adverse_effect", effect_id) as db:
            row = db.get_one(models.AdverseEffect, effect_id)
            if row.began_at is not None and kept < row.began_at:
                raise BadInput("settled_at", "It can’t have settled before it began.")
            row.settled_at, row.still_there = kept, False
        return self._records.saved(Topic.INFUSIONS, id=effect_id)

    def remove_effect(self, effect_id: EffectId) -> AdverseEffect:
        """Take it away; `put_effect` with what comes back undoes it."""
        with self._records.write("Remove effect", "adverse_effect", effect_id) as db:
            row = db.get_one(models.AdverseEffect, effect_id)
            value = queries.effect_value(row)
            db.delete(row)
        return value

    def usual_setting_tags(self, client_id: ClientId) -> tuple[str, ...]:
        """What this client's infusions had most often, then what is common."""
        with self._records.read() as db:
            often = Counter(queries.setting_tags(db, client_id))
        ranked = [tag for tag, _ in often.most_common()]
        return tuple(dict.fromkeys((*ranked, *SETTING_TAGS)))

    def propose_session(
        self, infusion_id: InfusionId, now: datetime, length_min: int = 50
    ) -> datetime | None:
        """A free start (UTC) in the recommended time, on day +2 when it can be; later when it has passed."""
        with self._records.read() as db:
            infusion = queries.by_id(db, infusion_id)
            points = places.points(db, infusion.client_id)
            busy = session_heads.booked_from(db, now)
            zone = practice_zone(db)
        spans = [(head, head + timedelta(minutes=length)) for head, length in busy]
        own = next(point for point in points if point.id == infusion_id)
        return propose(window(replace(own, zone=zone)), zone, spans, now, length_min=length_min)


def _add_course(
    db: DbSession, client_id: ClientId, course_id: CourseId, kept: Mapping[str, object]
) -> CourseId:
    number = max((course.number for course in queries.courses(db, client_id)), default=0) + 1
    blank = {"indication": "", "planned_infusions": None, "phase": "induction"}
    empty = {"started_on": None, "ended_on": None}
    db.add(models.Course(id=course_id, client_id=client_id, number=number, **empty, **(blank | dict(kept))))
    db.flush()
    return course_id
