"""The people of a record, as values: practice, counselor, prescriber, client, release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ketacounsel.core.ids import ClientId, CounselorId, PrescriberId, ReleaseId

STATUSES = ("inquiry", "active", "paused", "discharged")
NAME_LENGTH, WORD_LENGTH = 120, 60
LENGTHS = {
    **dict.fromkeys(("legal_name", "preferred_name", "emergency_name", "emergency_relation"), NAME_LENGTH),
    **dict.fromkeys(("emergency_phone", "phone", "email"), NAME_LENGTH),
    **dict.fromkeys(("form_of_address", "pronouns", "file_no"), WORD_LENGTH),
}
"""How many letters of what is typed about a client fit beside each other on screen and on paper."""


def too_long(name: str, text: str) -> str:
    """What to say beside a field that holds more than fits; "" when it fits."""
    most = LENGTHS.get(name)
    if most is None or len(text) <= most:
        return ""
    return f"This is {len(text)} letters long, and up to {most} fit."


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A number to call, as the practice keeps it."""

    name: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice. `zone` is an IANA name; `paper` is "a4" or "letter"; `invented` marks a practice set."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    country: str = "US"
    zone: str = "UTC"
    paper: str = "letter"
    invented: bool = False
    crisis_lines: tuple[CrisisLine, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Counselor:
    """The person who runs sessions and signs notes."""

    id: CounselorId
    name: str
    credentials: str = ""
    licence: str = ""
    role: str = "integration therapy"

    @property
    def signature(self) -> str:
        """Name and credentials: "Dana Whitfield, LPC"."""
        return ", ".join(part for part in (self.name, self.credentials) if part)


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Who gives the infusions and reads the reports."""

    id: PrescriberId
    name: str
    credentials: str = ""
    clinic: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ClientDetails:
    """All that may be typed about a client; only the legal name is needed."""

    legal_name: str = field(repr=False)
    preferred_name: str = field(default="", repr=False)
    form_of_address: str = ""
    pronouns: str = ""
    birth_on: date | None = field(default=None, repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    emergency_name: str = field(default="", repr=False)
    emergency_relation: str = field(default="", repr=False)
    emergency_phone: str = field(default="", repr=False)
    prescriber_id: PrescriberId | None = None
    status: str = "active"
    alert: str = field(default="", repr=False)
    primary_measure: str = "phq9"
    file_no: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Client:
    """A person receiving care. `name` is what they like to be called, with their family name."""

    id: ClientId
    file_no: str = field(repr=False)
    details: ClientDetails = field(repr=False)
    prescriber: Prescriber | None = None
    discharged_on: date | None = None
    rev: int = 0

    @property
    def name(self) -> str:
        """The preferred full name, else the legal one."""
        return self.details.preferred_name or self.details.legal_name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def formal_name(self) -> str:
        """ "Ms Ostrowski" where a form of address is known, else the name."""
        family = self.name.split(" ")[-1]
        return f"{self.details.form_of_address} {family}" if self.details.form_of_address else self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    def age_on(self, day: date) -> int | None:
        """Whole years on that day; nothing when the birth date is not known."""
        born = self.details.birth_on
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def initials(name: str) -> str:
    """The first letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@dataclass(frozen=True, slots=True)
class Twin:
    """Someone already in the records with the same name or the same birth date."""

    client_id: ClientId
    name: str = field(repr=False)
    birth_on: date | None = field(repr=False)
    file_no: str = field(repr=False)
    same_name: bool = False
    same_birth: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A written authorization to tell one recipient."""

    id: ReleaseId
    client_id: ClientId
    recipient: str
    signed_on: date
    expires_on: date | None
    scope: str = ""
    prescriber_id: PrescriberId | None = None
    revoked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Signed, not revoked and not run out on that day."""
        ended = self.revoked_on or self.expires_on
        return self.signed_on <= day and (ended is None or day <= ended)
