"""Harbor Lane Counseling: its counselor, its clock, and what its clients get up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ketacounsel import models
from ketacounsel.core.ids import ClientId, CounselorId, InfusionId
from ketacounsel.core.infusions import InfusionDetails
from ketacounsel.services.infusions import InfusionService
from ketacounsel.services.records import Records
from ketacounsel.store import engine

DANA = CounselorId("d" * 32)
SIGN_KEY = bytes(range(32))
DANAS_OWN_KEY = bytes(range(32, 64))
PIN = "274951"
ZONE = "America/Denver"
THURSDAY_13_52 = datetime(2026, 10, 15, 19, 52, tzinfo=UTC)
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


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
    **more: object,
) -> InfusionId:
    """An infusion at that moment, 40 minutes long unless said otherwise."""
    details = InfusionDetails(starts_at, ZONE, state, **({"duration_min": 40} | more))  # type: ignore[arg-type]
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
