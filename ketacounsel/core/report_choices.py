"""What a counselor chooses before a report leaves: for whom, over which time, what it holds, its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ketacounsel.core.ids import ClientId, PrescriberId
from ketacounsel.core.people import Prescriber, Release
from ketacounsel.core.report import Paper
from ketacounsel.core.workspace import ReportHead

RELEASE_WARNING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Option:
    """One line of "Include": the blocks it stands for, whether they are in, and what they hold."""

    keys: tuple[str, ...]
    label: str
    on: bool
    count: str = ""
    text_key: str = ""


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Somebody other than the client, found in the words: `name` as typed, `printed` in its place."""

    name: str = field(repr=False)
    relation: str = field(repr=False)
    printed: str = field(repr=False)

    @property
    def by_name(self) -> bool:
        return self.printed == self.name


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """Whether the client's written authorization covers this report today."""

    holds: bool
    title: str
    words: str
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """Everything the builder shows and a report is compiled from."""

    client_id: ClientId
    client_name: str = field(repr=False)
    file_no: str
    addressees: tuple[Prescriber, ...]
    prescriber_id: PrescriberId | None
    from_on: date
    to_on: date
    paper: Paper
    options: tuple[Option, ...]
    texts: Mapping[str, str] = field(repr=False)
    edited: frozenset[str]
    people: tuple[OtherPerson, ...]
    release: ReleaseStatus
    last_sent: ReportHead | None = None

    @property
    def addressee(self) -> Prescriber | None:
        return next((one for one in self.addressees if one.id == self.prescriber_id), None)

    @property
    def included(self) -> frozenset[str]:
        return frozenset(key for option in self.options if option.on for key in option.keys)


@dataclass(frozen=True, slots=True)
class FiledCopy:
    """A report as it was sent, with its pages and the reason when no release covered it."""

    head: ReportHead
    pdf: bytes = field(repr=False)
    paper: str = ""
    reason: str = field(default="", repr=False)


def addressee_words(prescriber: Prescriber) -> str:
    """ "Dr Femi Adeyemi, Northgate Infusion Clinic", for a list."""
    return ", ".join(part for part in (prescriber.name, prescriber.clinic) if part)


def short_name(prescriber: Prescriber) -> str:
    """ "Dr Adeyemi" for "Dr Femi Adeyemi"; other names stay whole."""
    words = prescriber.name.split()
    titled = len(words) > 2 and words[0].rstrip(".") in ("Dr", "Prof")
    return f"{words[0]} {words[-1]}" if titled else prescriber.name
