"""Progress reports: what they are offered with, compiling one, keeping what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ketacounsel import models
from ketacounsel.core import report_offer
from ketacounsel.core.audit import Category
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput
from ketacounsel.core.ids import ClientId, ReportId, new_id
from ketacounsel.core.report import Paper, Report
from ketacounsel.core.report_choices import FiledCopy, ReportChoices, addressee_words
from ketacounsel.core.report_compile import compiled
from ketacounsel.core.report_layout import ReportLayout
from ketacounsel.core.report_people import without_names
from ketacounsel.core.report_scope import ReportFacts, Scope
from ketacounsel.core.report_words import TEXTS
from ketacounsel.core.workspace import ReportHead
from ketacounsel.services import fields as f
from ketacounsel.services import report_facts
from ketacounsel.store.queries import overview
from ketacounsel.store.queries import reports as queries

if TYPE_CHECKING:
    from ketacounsel.services.catalogue import Catalogue
    from ketacounsel.services.records import Records

KIND: Final = "progress"
HOW: Final[Mapping[str, Category]] = {"printed": "print", "saved": "export"}


def _day_words(name: str, value: object) -> str | None:
    day = f.day_or_none(name, value)
    return None if day is None else day.isoformat()


def _own_words(name: str, value: object) -> dict[str, str | None]:
    """Words by key; None takes the proposed ones back."""
    if not isinstance(value, Mapping):
        raise BadInput(name, "This needs to be words by name.")
    return {str(key): None if said is None else f.words(name, said) for key, said in value.items()}


def _paper(name: str, value: object) -> str:
    kept = value.value if isinstance(value, Paper) else value
    return str(f.one_of([paper.value for paper in Paper])(name, kept))


CHOICE_FIELDS: Final[Mapping[str, f.Check]] = {
    "prescriber_id": f.words_or_none,
    "from_on": _day_words,
    "to_on": _day_words,
    "paper": _paper,
    "left_out": f.word_list,
    "texts": _own_words,
    "people": _own_words,
}


class ReportService:
    """What the report builder, the client's page and the command line ask for."""

    def __init__(self, records: Records, catalogue: Catalogue) -> None:
        self._records, self._catalogue = records, catalogue

    @cached_property
    def _layout(self) -> ReportLayout:
        return self._catalogue.layouts[KIND]

    def choices(self, client_id: ClientId, now: datetime) -> ReportChoices:
        """Everything preselected: what was chosen so far, else as in the last report, else by the record."""
        facts = self._facts(client_id, now)
        return report_offer.offer(facts, self._layout, self._draft(facts))

    def facts(self, client_id: ClientId, now: datetime) -> ReportFacts:
        """All that is read for a report; kept by whoever changes its choices many times."""
        return self._facts(client_id, now)

    def made(self, facts: ReportFacts) -> tuple[ReportChoices, Report]:
        """The choices as they stand now, and the report they make of facts read before."""
        with self._records.read() as db:
            client_id = facts.client.id
            draft = queries.draft(db, client_id, KIND) or queries.words_since(db, client_id, KIND, facts.now)
        choices = report_offer.offer(facts, self._layout, draft)
        return choices, self._compiled(facts, choices)

    def patch_choices(self, client_id: ClientId, fields: Mapping[str, object]) -> Saved:
        """Keep some choices for the next opening; texts and people change one by one. Raises BadInput."""
        kept = f.checked(fields, CHOICE_FIELDS)
        unknown = set(kept.get("texts") or ()) - set(TEXTS)
        if unknown:
            raise BadInput("texts", "There is no such text.")
        now = self._records.now()
        with self._records.write("Edit report draft", "client", client_id) as db:
            before = queries.draft(db, client_id, KIND) or queries.words_since(db, client_id, KIND, now)
            merged = {**before, **kept}
            for name in ("texts", "people"):
                if name in kept:
                    told = {**before.get(name, {}), **kept[name]}
                    merged[name] = {key: said for key, said in told.items() if said is not None}
            db.merge(models.ReportDraft(client_id=client_id, kind=KIND, choices=merged, at=now))
        return self._records.saved(Topic.REPORTS, id=client_id)

    def compile(self, client_id: ClientId, choices: ReportChoices, now: datetime) -> Report:
        """The report's value, to be rendered on any thread."""
        return self._compiled(self._facts(client_id, now), choices)

    def compile_default(
        self,
        client_id: ClientId,
        from_on: date | None,
        to_on: date | None,
        paper: str,
        now: datetime,
    ) -> Report:
        """The report as the record proposes it, without a window; drafts are left alone."""
        given: dict[str, Any] = {"paper": paper}
        given |= {"from_on": from_on.isoformat()} if from_on else {}
        given |= {"to_on": to_on.isoformat()} if to_on else {}
        facts = self._facts(client_id, now)
        return self._compiled(facts, report_offer.offer(facts, self._layout, given))

    def file(
        self, client_id: ClientId, choices: ReportChoices, pdf: bytes, how: str, reason: str = ""
    ) -> Saved:
        """Keep a copy of what left: when, to whom, what it held.

        Raises BadInput when there is neither a release nor a reason.
        """
        if how not in HOW:
            raise BadInput("how", "This is not one of the choices.")
        reason = f.words("reason", reason).strip()
        if not choices.release.holds and not reason:
            raise BadInput("reason", "Without a release on file, a reason is needed.")
        to_whom = choices.addressee
        report_id, now = ReportId(new_id()), self._records.now()
        with self._records.write("File report", "report", report_id, category=HOW[how]) as db:
            db.add(
                models.FiledReport(
                    id=report_id,
                    client_id=client_id,
                    kind=KIND,
                    addressee=addressee_words(to_whom) if to_whom else "",
                    from_on=choices.from_on,
                    to_on=choices.to_on,
                    paper=choices.paper.value,
                    included=sorted(choices.included),
                    words=_kept_words(choices),
                    how=how,
                    reason="" if choices.release.holds else reason,
                    pdf=pdf,
                    digest=hashlib.sha256(pdf).hexdigest(),
                    made_at=now,
                )
            )
            if (draft := db.get(models.ReportDraft, (client_id, KIND))) is not None:
                db.delete(draft)
        return self._records.saved(Topic.REPORTS, id=report_id)

    def file_again(self, report_id: ReportId, how: str) -> Saved:
        """A sent copy left once more, as it was. Raises BadInput when no release covers it today."""
        if how not in HOW:
            raise BadInput("how", "This is not one of the choices.")
        if not self.covered(report_id):
            raise BadInput("reason", "No release covers this copy today.")
        again, now = ReportId(new_id()), self._records.now()
        with self._records.write("File report", "report", again, category=HOW[how]) as db:
            sent = db.get_one(models.FiledReport, report_id)
            kept = {c.name: getattr(sent, c.name) for c in models.FiledReport.__table__.columns}
            db.add(models.FiledReport(**(kept | {"id": again, "how": how, "made_at": now, "reason": ""})))
        return self._records.saved(Topic.REPORTS, id=again)

    def covered(self, report_id: ReportId) -> bool:
        """Whether a release holds today for whom that copy was sent to."""
        with self._records.read() as db:
            client_id = ClientId(db.get_one(models.FiledReport, report_id).client_id)
            addressee = queries.filed(db, report_id).head.addressee
        facts = self._facts(client_id, self._records.now())
        to = next((one.id for one in facts.prescribers if addressee_words(one) == addressee), None)
        return report_offer.release_status(facts, to).holds

    def filed(self, client_id: ClientId) -> tuple[ReportHead, ...]:
        """What was sent, the newest first."""
        with self._records.read() as db:
            return overview.reports(db, client_id)

    def copy(self, report_id: ReportId) -> FiledCopy:
        """A report as it was sent."""
        with self._records.read() as db:
            return queries.filed(db, report_id)

    def pdf(self, report_id: ReportId) -> bytes:
        """Its pages."""
        return self.copy(report_id).pdf

    def _facts(self, client_id: ClientId, now: datetime) -> ReportFacts:
        measures, by = self._catalogue.measures, self._records.counselor_id
        with self._records.read() as db:
            return report_facts.read(db, measures, client_id, by, KIND, now)

    def _compiled(self, facts: ReportFacts, choices: ReportChoices) -> Report:
        known = report_offer.people_known(facts)
        scope = Scope(facts, choices.from_on, choices.to_on)
        mark = self._records.store.mark
        report = compiled(
            scope, choices, self._layout, lambda text: without_names(text, known, choices.people)
        )
        return replace(report, state=mark.code if mark else "")

    def _draft(self, facts: ReportFacts) -> Mapping[str, Any]:
        """What was chosen since the last report; just after it was sent, what it was sent with."""
        if facts.draft:
            return facts.draft
        with self._records.read() as db:
            return queries.words_since(db, facts.client.id, KIND, facts.now)


def _kept_words(choices: ReportChoices) -> dict[str, object]:
    """What the builder needs to show the same report again."""
    return {
        "prescriber_id": choices.prescriber_id,
        "from_on": choices.from_on.isoformat(),
        "to_on": choices.to_on.isoformat(),
        "paper": choices.paper.value,
        "left_out": sorted(key for option in choices.options if not option.on for key in option.keys),
        "texts": {key: choices.texts[key] for key in sorted(choices.edited)},
        "people": {one.name: one.printed for one in choices.people},
    }
