"""The shape of a template file on disk, as pydantic sees it, and the core values made of it.

Imported only when templates are read, so that opening the program does not wait for pydantic.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ketacounsel.core import templates as core


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Key = Field(pattern=r"^[a-z][a-z0-9_]*$")
_Words = Field(min_length=1)


class _Tested(_Strict):
    at_least: float | None = None
    at_most: float | None = None
    equals: bool | float | str | None = None
    includes: str | None = None
    answered: Literal[True] | None = None

    def test(self) -> core.Test | None:
        for op in ("at_least", "at_most", "equals", "includes", "answered", "flagged"):
            value = getattr(self, op, None)
            if value is not None:
                return core.Test(op, None if value is True and op != "equals" else value)
        return None


class ConditionFile(_Tested):
    step: str
    field: str

    @model_validator(mode="after")
    def _asks_something(self) -> ConditionFile:
        if self.test() is None:
            raise ValueError("needs one of at_least, at_most, equals, includes, answered")
        return self

    def value(self) -> core.Condition:
        return core.Condition(self.step, self.field, self.test() or core.Test("answered"))


class RiskFile(_Tested):
    path: str
    because: str = _Words
    flagged: Literal[True] | None = None
    row: dict[str, list[str]] = {}
    after_h: float | None = None
    also: ConditionFile | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> RiskFile:
        if (self.test() is None) == (not self.row):
            raise ValueError("needs either a test of the answer or a row to look for")
        return self

    def value(self) -> core.RiskRule:
        row = {key: tuple(allowed) for key, allowed in self.row.items()}
        also = self.also.value() if self.also else None
        return core.RiskRule(self.path, self.because, self.test(), row, self.after_h, also)


class OptionFile(_Strict):
    key: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    label: str = _Words
    words: str = ""
    hint: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"key": re.sub(r"[^a-z0-9]+", "_", data.lower()).strip("_"), "label": data}
        return data

    def value(self) -> core.Option:
        return core.Option(self.key, self.label, self.words, self.hint)


class ColumnFile(_Strict):
    key: str = _Key
    label: str = _Words
    kind: Literal["text", "scale", "number", "single", "yesno", "date", "datetime"] = "text"
    hint: str = ""
    options: list[OptionFile] = []
    cases: dict[str, str] = {}
    fixed: bool = False

    def value(self) -> core.Column:
        options = tuple(option.value() for option in self.options)
        return core.Column(self.key, self.label, self.kind, self.hint, options, self.cases, self.fixed)


class NoteFile(_Strict):
    para: str
    say: str = ""
    row: str = ""
    lead: str = ""
    cases: dict[str, str] = {}

    def value(self) -> core.NoteMap:
        return core.NoteMap(**self.model_dump())


class FieldFile(_Strict):
    key: str = _Key
    kind: core.FieldKind
    label: str = _Words
    hint: str = ""
    required: bool = False
    options: list[OptionFile] = []
    low: int = 0
    high: int = 10
    anchors: list[str] = []
    keys_hint: str = ""
    unit: str = ""
    columns: list[ColumnFile] = []
    add_label: str = ""
    chips: bool = False
    prefill: Literal["", "last_actions", "insights"] = ""
    none_option: str = ""
    measure: str = ""
    fresh_days: int = 0
    auto: str = ""
    text: str = ""
    feeds: str = ""
    private: bool = False
    remote_only: bool = False
    when: ConditionFile | None = None
    risks: list[RiskFile] = []
    note: NoteFile | None = None

    def value(self) -> core.Field:
        plain = self.model_dump(exclude={"options", "columns", "anchors", "when", "risks", "note"})
        return core.Field(
            **plain,
            options=tuple(option.value() for option in self.options),
            columns=tuple(column.value() for column in self.columns),
            anchors=tuple(self.anchors),
            when=self.when.value() if self.when else None,
            risks=tuple(risk.value() for risk in self.risks),
            note=self.note.value() if self.note else None,
        )


class PromptFile(_Strict):
    text: str = _Words
    without: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


class BlockFile(_Strict):
    """A file under blocks/: fields to share, and for a whole step its words too."""

    title: str = ""
    planned_min: int = 0
    prompts: list[PromptFile] = []
    aside: str = ""
    client_prompt: str = ""
    read_aloud: str = ""
    skip: str = ""
    did: str = ""
    fields: list[FieldFile] = Field(min_length=1)


class StepFile(BlockFile):
    key: str = _Key
    title: str = _Words
    required: bool = False
    when: ConditionFile | None = None
    prompts: list[PromptFile] = Field(min_length=1)

    def value(self) -> core.Step:
        return core.Step(
            key=self.key,
            title=self.title,
            planned_min=self.planned_min,
            required=self.required,
            prompts=tuple(core.Prompt(prompt.text, prompt.without) for prompt in self.prompts),
            aside=self.aside,
            client_prompt=self.client_prompt,
            read_aloud=self.read_aloud,
            skip=self.skip,
            did=self.did,
            fields=tuple(field.value() for field in self.fields),
            when=self.when.value() if self.when else None,
        )


class ParagraphFile(_Strict):
    id: str = _Key
    dap: str
    soap: str
    birp: str
    before: list[str] = []
    after: list[str] = []

    def value(self) -> core.NoteParagraph:
        return core.NoteParagraph(
            self.id, self.dap, self.soap, self.birp, tuple(self.before), tuple(self.after)
        )


class TemplateFile(_Strict):
    id: str = _Key
    edition: int = Field(ge=1)
    title: str = _Words
    short_title: str = _Words
    phase: str = _Words
    kind: str = _Words
    planned_min: int = Field(ge=1)
    note_format: core.NoteFormat = "dap"
    offered: bool = True
    measures: list[str] = []
    steps: list[StepFile] = Field(min_length=1)
    note: list[ParagraphFile] = Field(min_length=1)

    @field_validator("measures")
    @classmethod
    def _once(cls, measures: list[str]) -> list[str]:
        if len(set(measures)) != len(measures):
            raise ValueError("names a measure twice")
        return measures

    def value(self) -> core.Template:
        plain = self.model_dump(exclude={"measures", "steps", "note"})
        return core.Template(
            **plain,
            measures=tuple(self.measures),
            steps=tuple(step.value() for step in self.steps),
            note=tuple(paragraph.value() for paragraph in self.note),
        )
