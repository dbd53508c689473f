"""The head every progress note must carry, as label and words; what is missing is named as missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ketacounsel.core.phrases import full_day

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class NoteHeader:
    """Facts about the session a note belongs to. Times are local to the session."""

    title: str
    client_name: str = field(repr=False)
    file_no: str = field(repr=False)
    started_at: datetime | None
    ended_at: datetime | None
    modality: str = "in person"
    client_location: str = field(default="", repr=False)
    participants: str = field(default="", repr=False)
    service_type: str = ""
    diagnosis: str = field(default="", repr=False)
    goals: str = field(default="", repr=False)
    place_words: str = ""
    infusion_words: str = field(default="", repr=False)
    days_since_infusion: int | None = None
    author: str = ""
    licence: str = ""

    @property
    def duration_min(self) -> int | None:
        if self.started_at is None or self.ended_at is None:
            return None
        return round((self.ended_at - self.started_at).total_seconds() / 60)

    @property
    def subtitle(self) -> str:
        """ "Infusion 3, day +2 · Thu 15 Oct 2026, 14:31–15:22 · in person", as the screen shows it."""
        place = self.place_words[:1].upper() + self.place_words[1:]
        return " · ".join(part for part in (place, self._when(), self.modality) if part)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and words, in order. Compulsory ones always stand there; the others only when known."""
        minutes = self.duration_min
        remote = self.modality != "in person"
        compulsory = [
            ("Client", f"{self.client_name}, file {self.file_no}"),
            ("Service", self._when() or NOT_RECORDED),
            ("Duration", f"{minutes} min" if minutes is not None else NOT_RECORDED),
            ("Modality", self.modality or NOT_RECORDED),
        ]
        if remote or self.client_location:
            compulsory.append(("Client location", self.client_location or NOT_RECORDED))
        compulsory.append(("Participants", self.participants or "client and counselor"))
        known = (
            ("Service type", self.service_type),
            ("Diagnosis as treated", self.diagnosis),
            ("Goal", self.goals),
        )
        since = "" if self.days_since_infusion is None else str(self.days_since_infusion)
        linked = (
            ("Infusion", self.infusion_words or self.place_words or "none linked"),
            ("Days since infusion", since),
            ("Author", ", ".join(part for part in (self.author, self.licence) if part)),
        )
        return (*compulsory, *((label, words) for label, words in (*known, *linked) if words))

    def text(self) -> str:
        """The head as plain text, title first."""
        return "\n".join([self.title, *(f"{label}: {words}" for label, words in self.lines())])

    def _when(self) -> str:
        if self.started_at is None:
            return ""
        until = f"–{self.ended_at:%H:%M}" if self.ended_at else ""
        return f"{full_day(self.started_at.date())}, {self.started_at:%H:%M}{until}"
