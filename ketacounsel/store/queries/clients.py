"""Questions about clients: who they are, who else has the same name, what may be told of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session as DbSession

from ketacounsel import models
from ketacounsel.core.ids import ClientId, PrescriberId, ReleaseId
from ketacounsel.core.people import Client, ClientDetails, Release
from ketacounsel.store.queries.practice import prescriber

CLIENT = models.Client.__table__.c
RELEASE = models.Release.__table__.c
DETAILS = tuple(field.name for field in fields(ClientDetails))


class Line(NamedTuple):
    """What a list says of a client."""

    id: ClientId
    legal_name: str
    preferred_name: str
    file_no: str
    status: str
    birth_on: Any
    primary_measure: str

    @property
    def name(self) -> str:
        """The preferred full name, else the legal one."""
        return self.preferred_name or self.legal_name


LINE = tuple(CLIENT[name] for name in Line._fields)


def by_id(db: DbSession, client_id: ClientId) -> Client:
    """Raises `NoResultFound` when there is no such client."""
    row = db.execute(select(*CLIENT).where(CLIENT.id == client_id)).one()
    return client_value(row, db)


def client_value(row: Row[Any], db: DbSession) -> Client:
    details = ClientDetails(**{name: getattr(row, name) for name in DETAILS})
    return Client(
        ClientId(row.id),
        row.file_no,
        details,
        prescriber(db, row.prescriber_id),
        row.discharged_on,
        row.rev,
    )


def lines(db: DbSession, *, discharged: bool | None = None) -> list[Line]:
    """Every client in one line; only the discharged, or only the others, when asked."""
    query: Select[Any] = select(*LINE)
    if discharged is not None:
        left = CLIENT.status == "discharged"
        query = query.where(left if discharged else ~left)
    return [Line(*row) for row in db.execute(query)]


def names(db: DbSession) -> list[tuple[str, str, str, str, str]]:
    """Id, legal and preferred name, file number and status of every client; plain, as find reads all."""
    columns = (CLIENT.id, CLIENT.legal_name, CLIENT.preferred_name, CLIENT.file_no, CLIENT.status)
    return [tuple(row) for row in db.execute(select(*columns)).all()]


def some_lines(db: DbSession, client_ids: Collection[str]) -> dict[ClientId, Line]:
    """The lines of these clients."""
    rows = db.execute(select(*LINE).where(CLIENT.id.in_(client_ids)))
    return {line.id: line for line in (Line(*row) for row in rows)}


def how_many(db: DbSession) -> dict[str, int]:
    """How many clients there are of each status."""
    rows = db.execute(select(CLIENT.status, func.count()).group_by(CLIENT.status))
    return {row[0]: row[1] for row in rows}


def file_numbers(db: DbSession) -> list[str]:
    """Every number given out."""
    return list(db.execute(select(CLIENT.file_no)).scalars())


def holder_of(db: DbSession, file_no: str) -> str | None:
    """Whose file number that is, however its letters are cased."""
    query = select(CLIENT.id).where(func.lower(CLIENT.file_no) == func.lower(file_no)).limit(1)
    return db.execute(query).scalar_one_or_none()


def releases(db: DbSession, client_id: ClientId) -> tuple[Release, ...]:
    """The newest first."""
    query = select(*RELEASE).where(RELEASE.client_id == client_id)
    return tuple(
        Release(
            ReleaseId(row.id),
            client_id,
            row.recipient,
            row.signed_on,
            row.expires_on,
            row.scope,
            None if row.prescriber_id is None else PrescriberId(row.prescriber_id),
            row.revoked_on,
        )
        for row in db.execute(query.order_by(RELEASE.signed_on.desc(), RELEASE.id.desc()))
    )
