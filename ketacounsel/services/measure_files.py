"""The shape of a measure file on disk, as pydantic sees it, and the core values made of it.

Imported only when measures are read, so that opening the program does not wait for pydantic.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt

from ketacounsel.core import measures as core

Words = Annotated[str, Field(min_length=1)]
Points = Annotated[StrictInt, Field(ge=0)]
NotScored = Literal["_"]


def _check_digit(code: str) -> str:
    """A LOINC code ends in the Luhn digit of the number before the hyphen."""
    number, hyphen, digit = code.partition("-")
    if not (hyphen and number.isdigit() and digit.isdigit() and len(digit) == 1):
        raise ValueError(f'"{code}" is not a LOINC code')
    doubled = [
        int(figure) * 2 if place % 2 == 0 else int(figure) for place, figure in enumerate(number[::-1])
    ]
    right = -sum(part // 10 + part % 10 for part in doubled) % 10
    if right != int(digit):
        raise ValueError(f'"{code}" is not a LOINC code: its check digit would be {right}')
    return code


Loinc = Annotated[str, AfterValidator(_check_digit)]
AnswerCode = Annotated[str, Field(pattern=r"^LA\d+-\d$")]


class _Sheet(BaseModel):
    """A table of the file; `value` gives the core dataclass of the same fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    makes: ClassVar[Any]

    def value(self) -> Any:
        return self.makes(**{name: _plain(getattr(self, name)) for name in type(self).model_fields})


class ChoiceFile(_Sheet):
    makes = core.Choice
    value_: Points = Field(alias="value")
    text: Words
    code: AnswerCode | None = None

    def value(self) -> core.Choice:
        return core.Choice(self.value_, self.text, self.code)


class ItemFile(_Sheet):
    makes = core.Item
    key: Words
    text: Words
    code: Loinc | None = None
    scored: StrictBool = True
    asked_when: tuple[str, ...] = ()
    choices: tuple[ChoiceFile, ...] = ()


class BandFile(_Sheet):
    makes = core.Band
    low: Points
    high: Points
    label: Words
    short: str = ""


class SubscaleFile(_Sheet):
    makes = core.Subscale
    key: Words
    label: Words
    items: tuple[str, ...]
    max_missing: Points = 0


class NeedFile(_Sheet):
    makes = core.Need
    items: tuple[str, ...]
    at_least: Points = 1
    count: Points = 1


class FlagFile(_Sheet):
    makes = core.Flag
    key: Words
    needs: Annotated[tuple[NeedFile, ...], Field(min_length=1)]
    positive: Words
    negative: Words
    unknown: Words
    opens_safety: StrictBool = False


class ThresholdFile(_Sheet):
    makes = core.Threshold
    points: Points
    kind: core.ThresholdKind
    name: Words
    source: Words
    population: str = ""
    default: StrictBool = False
    in_reading: StrictBool = False


class CutFile(_Sheet):
    makes = core.Cut
    low: Points
    high: Points
    words: Words
    source: Words


class RemissionFile(_Sheet):
    makes = core.Remission
    words: Words
    at_most: Points | None = None
    at_least: Points | None = None


class ChartFile(_Sheet):
    makes = core.Chart
    marker: Words
    dash: tuple[StrictInt, ...]
    colour: Words
    bands: StrictBool = True


class ScheduleFile(_Sheet):
    makes = core.Schedule
    at_intake: StrictBool = False
    before_first_infusion: StrictBool = False
    after_each_infusion: StrictBool = False
    every_days_in_course: Annotated[StrictInt, Field(gt=0)] | None = None
    weeks_after_course: tuple[StrictInt, ...] = ()


class ExampleFile(_Sheet):
    makes = core.Example
    answers: Words
    status: core.Status
    total: Points | None = None
    band: str | None = None
    subscales: dict[str, Points | NotScored] = {}
    flags: dict[str, core.FlagState] = {}
    note: str = ""

    def value(self) -> core.Example:
        sums = {key: None if points == "_" else points for key, points in self.subscales.items()}
        return core.Example(
            self.answers, self.status, self.total, self.band, sums, dict(self.flags), self.note
        )


class MeasureFile(_Sheet):
    makes = core.Measure
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")]
    edition: Annotated[StrictInt, Field(ge=1)]
    title: Words
    long_title: Words
    licence: Words
    licence_kind: core.LicenceKind
    attribution: Words
    source: Words
    source_url: Annotated[str, Field(pattern=r"^https://")]
    verified_on: date
    recall: Words
    stem: Words
    choices: Annotated[tuple[ChoiceFile, ...], Field(min_length=2)]
    items: tuple[ItemFile, ...]
    instruction: str = ""
    rule: Literal["sum", "asq"] = "sum"
    recall_days: Points | None = None
    not_within_hours_of_infusion: Points | None = None
    higher_is_worse: StrictBool = True
    multiplier: Annotated[StrictInt, Field(ge=1)] = 1
    max_missing: Points = 0
    needs_subscales: StrictBool = False
    score_entry_only: StrictBool = False
    uses_percent: StrictBool = True
    low_baseline: Points | None = None
    reading_note: str = ""
    panel_code: Loinc | None = None
    total_code: Loinc | None = None
    bands: tuple[BandFile, ...] = ()
    subscales: tuple[SubscaleFile, ...] = ()
    flags: tuple[FlagFile, ...] = ()
    cut: CutFile | None = None
    remission: RemissionFile | None = None
    thresholds: tuple[ThresholdFile, ...] = ()
    chart: ChartFile | None = None
    schedule: ScheduleFile = ScheduleFile()
    examples: Annotated[tuple[ExampleFile, ...], Field(min_length=1)]


def _plain(found: Any) -> Any:
    if isinstance(found, _Sheet):
        return found.value()
    return tuple(map(_plain, found)) if isinstance(found, tuple) else found
