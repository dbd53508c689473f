"""Questions about the audit: its lines, newest first, each with who and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Row, Select, func, select

from ketacounsel import models
from ketacounsel.core.audit import AuditFilter, AuditLine, Category, Outcome, category_of
from ketacounsel.core.audit_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session as DbSession

AT_A_TIME = 1000
AUDIT = models.Audit.__table__.c


def lines(db: DbSession, wanted: AuditFilter) -> Iterator[AuditLine]:
    """The newest first."""
    rows = db.execute(_select(wanted).execution_options(yield_per=AT_A_TIME))
    return (_line(row) for row in rows)


def count(db: DbSession, wanted: AuditFilter) -> int:
    """How many there are."""
    inner = _select(wanted).limit(None).order_by(None).subquery()
    return db.scalar(select(func.count()).select_from(inner)) or 0


def _select(wanted: AuditFilter) -> Select[Any]:
    local = func.date(AUDIT.at, func.printf("%+d minutes", AUDIT.offset_min))
    asked = (
        select(
            *AUDIT,
            models.Counselor.name.label("by"),
            models.Client.legal_name.label("client"),
            models.Client.file_no.label("file_no"),
        )
        .outerjoin(models.Counselor, models.Counselor.id == AUDIT.counselor_id)
        .outerjoin(models.Client, models.Client.id == AUDIT.client_id)
        .order_by(AUDIT.seq.desc())
    )
    if wanted.client_id:
        asked = asked.where(AUDIT.client_id == wanted.client_id)
    if wanted.counselor_id:
        asked = asked.where(AUDIT.counselor_id == wanted.counselor_id)
    if wanted.categories:
        asked = asked.where(AUDIT.category.in_(sorted(wanted.categories)))
    if wanted.from_on:
        asked = asked.where(local >= wanted.from_on.isoformat())
    if wanted.to_on:
        asked = asked.where(local <= wanted.to_on.isoformat())
    if wanted.before_seq:
        asked = asked.where(AUDIT.seq < wanted.before_seq)
    return asked.limit(wanted.limit) if wanted.limit else asked


def _line(row: Row[Any]) -> AuditLine:
    kept = cast("Category", row.category)
    return AuditLine(
        seq=row.seq,
        at=row.at,
        offset_min=row.offset_min,
        category=category_of(row.act) if kept == "change" else kept,
        outcome=cast("Outcome", row.outcome),
        words=words_of(row.act),
        by=row.by or "",
        reason=row.reason,
        client_id=row.client_id,
        client=row.client or "",
        file_no=row.file_no or "",
        thing=row.thing,
        thing_id=row.thing_id,
    )


def changed_since(db: DbSession, seq: int, thing_id: str) -> bool:
    """Whether this thing was changed after that line."""
    later = (AUDIT.seq > seq, AUDIT.thing_id == thing_id, AUDIT.category == "change")
    return db.scalar(select(AUDIT.seq).where(*later).limit(1)) is not None
