"""Harbor Lane Counseling: its counselor, its clock, and what its clients get up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ketacounsel import models
from ketacounsel.core.ids import ClientId, CounselorId, InfusionId, SessionId, new_id
from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from ketacounsel.store import engine

DANA = CounselorId("d" * 32)
SIGN_KEY = bytes(range(32))
DANAS_OWN_KEY = bytes(range(32, 64))
AUDIT_KEY = bytes(range(64, 96))
PIN = "274951"
ZONE = "America/Denver"
THURSDAY_13_52 = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def local(day: int, hour: int, minute: int = 0, month: int = 10) -> datetime:
    """A time of 2026 where the practice is, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@dataclass
class Clock:
    """The present, moved by hand."""

    at: datetime = THURSDAY_13_52

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        self.at += timedelta(**span)
        return self.at


def give(
    infusions: InfusionService,
    client_id: ClientId,
    starts_at: datetime,
    state: str = "complete",
    **more: Any,
) -> InfusionId:
    """An infusion at that moment, 40 minutes long unless said otherwise."""
    details = InfusionDetails(starts_at, ZONE, state, **({"duration_min": 40} | more))
    return infusions.add(client_id, details)


def book(records: Records, client_id: ClientId, at: datetime, length_min: int = 50) -> None:
    with records.write("Book session") as db:
        db.add(
            models.GuidedSession(
                id=f"{at:%d%H%M}", client_id=client_id, kind="", template_id="", planned_at=at,
                planned_min=length_min, zone=ZONE, state="booked", paused_s=0, current_step="",
                modality="", location="", participants="", added_steps=[],
            )
        )  # fmt: skip


def lock_of(path: Path) -> engine.Lock:
    """What opens the records of a test."""
    return engine.Lock(path, b"k" * 32, b"s" * 16, "a" * 32)


def hold(
    records: Records,
    client_id: ClientId,
    at: datetime,
    kind: str = "integration",
    state: str = "held",
    themes: tuple[str, ...] = (),
) -> SessionId:
    """A session begun at that moment, 50 minutes long when it was held."""
    session_id = SessionId(new_id())
    ended_at = at + timedelta(minutes=50) if state == "held" else None
    with records.write("Hold session") as db:
        db.add(
            models.GuidedSession(
                id=session_id, client_id=client_id, kind=kind, template_id="", planned_at=None,
                planned_min=50, zone=ZONE, state=state, started_at=at, ended_at=ended_at, paused_s=0,
                current_step="", modality="", location="", participants="", added_steps=[],
            )
        )  # fmt: skip
        db.flush()
        for theme in themes:
            db.add(models.SessionTheme(session_id=session_id, theme=theme, client_id=client_id))
    return session_id


def draft(
    records: Records,
    client_id: ClientId,
    at: datetime,
    place_words: str,
    *,
    signed: bool = False,
    session_id: SessionId | None = None,
) -> None:
    """A note about that moment, to be signed or signed an hour later."""
    signed_at = at + timedelta(hours=1) if signed else None
    with records.write("Draft note") as db:
        db.add(
            models.Note(
                id=new_id(), client_id=client_id, session_id=session_id, author_id=DANA, title="Integration",
                service_at=at, format="dap", state="signed" if signed else "draft", draft={}, body="",
                place_words=place_words, digest="", mac="", signed_at=signed_at,
                incomplete_reason="", created_at=at,
            )
        )  # fmt: skip


def follow_up(
    records: Records, client_id: ClientId, state: str, at: datetime, check_in_at: datetime | None = None
) -> None:
    """A safety follow-up in that state."""
    with records.write("Open follow-up") as db:
        db.add(
            models.FollowUp(
                id=new_id(), client_id=client_id, because="item9", because_words="", state=state, asked={},
                decisions=[], words="", check_in_at=check_in_at, left_open_reason="", opened_at=at,
                closing_words="",
            )
        )  # fmt: skip


def score(records: Records, client_id: ClientId, at: datetime, total: int, measure_id: str = "phq9") -> None:
    """A measure that was taken then."""
    with records.write("Take measure") as db:
        db.add(
            models.Sitting(
                id=new_id(), client_id=client_id, measure_id=measure_id, edition=1, taken_at=at, zone=ZONE,
                mode="table", state="done", total=total, status="complete", band="", flags=[], subscales={},
            )
        )  # fmt: skip
