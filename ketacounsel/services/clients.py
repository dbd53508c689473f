"""Clients: adding one, their details, their releases, and finding them."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core import people
from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput
from ketacounsel.core.file_numbers import next_number
from ketacounsel.core.ids import ClientId, PrescriberId, ReleaseId, new_id
from ketacounsel.core.names import folded, nearness
from ketacounsel.core.people import Client, ClientDetails, Release, Twin
from ketacounsel.core.today import ClientRow
from ketacounsel.core.workspace import Workspace
from ketacounsel.services import client_list, workspaces
from ketacounsel.services import fields as f
from ketacounsel.store.queries import clients as queries
from ketacounsel.store.queries import practice as practice_queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DbSession

    from ketacounsel.services.catalogue import Catalogue
    from ketacounsel.services.records import Records

Found = tuple[ClientId, str, str, str]


def _short(name: str) -> f.Check:
    check = f.filled if name in ("legal_name", "file_no") else f.words

    def fits(field: str, value: object) -> str:
        kept = check(field, value)
        if problem := people.too_long(field, kept):
            raise BadInput(field, problem, safe="Nothing was changed.")
        return kept

    return fits


CLIENT_FIELDS: Final[Mapping[str, f.Check]] = {
    **{name: _short(name) for name in people.LENGTHS},
    **dict.fromkeys(("address", "alert"), f.words),
    "birth_on": f.day_or_none,
    "prescriber_id": f.words_or_none,
    "status": f.one_of(people.STATUSES),
    "primary_measure": f.filled,
}
RELEASE_FIELDS: Final[Mapping[str, f.Check]] = {
    "recipient": f.filled,
    "signed_on": f.day,
    "expires_on": f.day_or_none,
    "prescriber_id": f.words_or_none,
    "scope": f.words,
}


class ClientService:
    """What the client list and a client's own screens ask for and write."""

    def __init__(self, records: Records, catalogue: Catalogue) -> None:
        self._records, self._catalogue = records, catalogue

    def rows(self, wanted: str, now: datetime) -> tuple[ClientRow, ...]:
        """The list's lines: "active", "in_window", "attention", "discharged" or "all"; by family name."""
        with self._records.read() as db:
            return client_list.rows(db, self._catalogue.measures, wanted, now)

    def listing(self, wanted: str, now: datetime) -> tuple[tuple[ClientRow, ...], Mapping[str, int]]:
        """The lines of one filter and how many each has, from one reading of the records."""
        with self._records.read() as db:
            return client_list.listing(db, self._catalogue.measures, wanted, now)

    def counts(self, now: datetime) -> Mapping[str, int]:
        """How many lines each of these has."""
        with self._records.read() as db:
            return client_list.counts(db, self._catalogue.measures, now)

    def workspace(self, client_id: ClientId, now: datetime) -> Workspace:
        """A client opened: header, tabs and Overview."""
        with self._records.read() as db:
            found = workspaces.read(db, self._catalogue.measures, client_id, now)
        self._records.viewed(client_id)
        return found

    def read_ahead(self, step: int) -> bool:
        """Make one question of `workspace` quick before it is asked. False when none is left."""
        with self._records.read() as db:
            return workspaces.read_ahead(db, step)

    def get(self, client_id: ClientId) -> Client:
        with self._records.read() as db:
            return queries.by_id(db, client_id)

    def next_file_no(self) -> str:
        """The number the next client gets unless another is typed."""
        with self._records.read() as db:
            return _next_file_no(db)

    def twins(self, legal_name: str, birth_on: date | None) -> tuple[Twin, ...]:
        """Who is in the records already with that name or that birth date; both first."""
        wanted = folded(legal_name)
        with self._records.read() as db:
            lines = queries.lines(db)
        found = []
        for line in lines:
            names = (line.legal_name, line.preferred_name)
            same_name = bool(wanted) and any(folded(name) == wanted for name in names)
            same_birth = birth_on is not None and line.birth_on == birth_on
            if same_name or same_birth:
                found.append(Twin(line.id, line.name, line.birth_on, line.file_no, same_name, same_birth))
        return tuple(sorted(found, key=lambda t: (-(t.same_name + t.same_birth), not t.same_name, t.file_no)))

    def add(self, details: ClientDetails) -> Client:
        """Open a file; its number is made when none was typed. Raises BadInput."""
        given = asdict(details)
        number = given.pop("file_no").strip()
        kept, client_id = f.checked(given, CLIENT_FIELDS), ClientId(new_id())
        with self._records.write("Add client", "client", client_id) as db:
            self._check_birth(kept, db)
            file_no = number or _next_file_no(db)
            _refuse_taken(db, file_no, client_id)
            left = _today(self._records.now(), db) if kept["status"] == "discharged" else None
            db.add(
                models.Client(
                    id=client_id,
                    file_no=file_no,
                    created_at=self._records.now(),
                    discharged_on=left,
                    **kept,
                )
            )
            db.flush()
            return queries.by_id(db, client_id)

    def patch(self, client_id: ClientId, fields: Mapping[str, object], seen_rev: int | None = None) -> Saved:
        """Change some fields. Raises BadInput, ChangedElsewhere."""
        kept = f.checked(fields, CLIENT_FIELDS)
        with self._records.write("Edit client", "client", client_id) as db:
            row = db.get_one(models.Client, client_id)
            f.same_rev(row, seen_rev)
            self._check_birth(kept, db)
            if "file_no" in kept:
                _refuse_taken(db, kept["file_no"], client_id)
            if kept.get("status", row.status) != row.status:
                left = kept["status"] == "discharged"
                kept["discharged_on"] = _today(self._records.now(), db) if left else None
            f.put(row, kept)
            db.flush()
            return self._records.saved(Topic.CLIENTS, rev=row.rev, id=client_id)

    def find(self, words: str, limit: int = 8) -> tuple[Found, ...]:
        """Clients whose name or file number answers to what was typed; those in care first."""
        wanted = folded(words)
        if not wanted:
            return ()
        with self._records.read() as db:
            everybody = queries.names(db)
        near = []
        for client_id, legal, preferred, file_no, status in everybody:
            rank = nearness(wanted, legal, file_no)
            if preferred and preferred != legal:
                rank = _nearer(rank, nearness(wanted, preferred, file_no))
            if rank is not None:
                name = preferred or legal
                near.append((status == "discharged", rank, folded(name), client_id, name, file_no, status))
        return tuple((ClientId(one[3]), *one[4:]) for one in heapq.nsmallest(limit, near))

    def releases(self, client_id: ClientId) -> tuple[Release, ...]:
        """What may be told to whom, the newest first; revoked ones too."""
        with self._records.read() as db:
            return queries.releases(db, client_id)

    def add_release(
        self,
        client_id: ClientId,
        recipient: str,
        signed_on: date,
        expires_on: date | None = None,
        prescriber_id: PrescriberId | None = None,
        scope: str = "",
    ) -> ReleaseId:
        """Keep a signed release. Raises BadInput."""
        given = {"recipient": recipient, "signed_on": signed_on, "expires_on": expires_on}
        kept = f.checked(given | {"prescriber_id": prescriber_id, "scope": scope}, RELEASE_FIELDS)
        if expires_on is not None and expires_on < signed_on:
            raise BadInput("expires_on", "It can’t end before it was signed.")
        release_id = ReleaseId(new_id())
        with self._records.write("Add release", "release", release_id) as db:
            db.add(models.Release(id=release_id, client_id=client_id, revoked_on=None, **kept))
        return release_id

    def revoke_release(self, release_id: ReleaseId, on: date) -> Saved:
        """The client took it back on that day."""
        kept = f.day("revoked_on", on)
        with self._records.write("Revoke release", "release", release_id) as db:
            row = db.get_one(models.Release, release_id)
            if kept < row.signed_on:
                raise BadInput("revoked_on", "It can’t be revoked before it was signed.")
            row.revoked_on = kept
        return self._records.saved(Topic.CLIENTS, id=release_id)

    def _check_birth(self, kept: Mapping[str, Any], db: DbSession) -> None:
        born = kept.get("birth_on")
        if born is not None and born > _today(self._records.now(), db):
            raise BadInput("birth_on", "This day has not come yet.")


def _next_file_no(db: DbSession) -> str:
    return next_number(practice_queries.practice(db).name, queries.file_numbers(db))


def _refuse_taken(db: DbSession, file_no: str, client_id: ClientId) -> None:
    if queries.holder_of(db, file_no) not in (None, client_id):
        raise BadInput("file_no", "Another client has this file number.")


def _today(now: datetime, db: DbSession) -> date:
    return now.astimezone(ZoneInfo(practice_queries.zone(db))).date()


def _nearer(one: int | None, other: int | None) -> int | None:
    return min((rank for rank in (one, other) if rank is not None), default=None)
