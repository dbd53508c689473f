"""A guided session as data: its steps, what each may record, and where that stands in the note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

FieldKind: TypeAlias = Literal[
    "text",
    "longtext",
    "scale",
    "single",
    "multi",
    "checklist",
    "number",
    "datetime",
    "date",
    "yesno",
    "list",
    "themes",
    "contact",
    "measure",
    "read_aloud",
    "auto",
]
NoteFormat: TypeAlias = Literal["dap", "soap", "birp"]
Op: TypeAlias = Literal["at_least", "at_most", "equals", "includes", "answered", "flagged"]

FORMATS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "dap": (("data", "Data"), ("assessment", "Assessment"), ("plan", "Plan")),
    "soap": (
        ("subjective", "Subjective"),
        ("objective", "Objective"),
        ("assessment", "Assessment"),
        ("plan", "Plan"),
    ),
    "birp": (
        ("behavior", "Behavior"),
        ("intervention", "Intervention"),
        ("response", "Response"),
        ("plan", "Plan"),
    ),
}
"""The sections of each note format, in order: key and title."""

PHRASES = frozenset({"place", "infusion_effects", "did", "scores", "last_actions", "next"})
"""What the program itself can say in a paragraph, from the records around the session."""

AUTO_FIELDS = frozenset({"hours_since_infusion", "window_until", "intention_version", "infusion_link"})
"""What an `auto` field may show."""

FEEDS = frozenset(
    {
        "intention",
        "actions",
        "action_review",
        "insights",
        "insight_status",
        "themes",
        "next_session",
        "integration_session",
        "next_infusion",
        "infusion.started_at",
        "infusion.ended_at",
        "infusion.route",
        "infusion.dose",
        "infusion.vitals",
        "infusion.effects",
        "infusion.events",
        "infusion.intensity",
        "infusion.pleasantness",
        "infusion.fear",
        "infusion.words",
        "infusion.adjuncts",
    }
)
"""Where else an answer is kept: the record that a later session, the infusion or the report reads."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `words` stand in the note (the label in lower case unless given)."""

    key: str
    label: str
    words: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list field. `fixed` columns come filled in and are not typed."""

    key: str
    label: str
    kind: FieldKind = "text"
    hint: str = ""
    options: tuple[Option, ...] = ()
    cases: Mapping[str, str] = field(default_factory=dict, hash=False)
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A question to one answer: is it at least 1, does it include "panic", was it answered at all."""

    __test__ = False

    op: Op
    value: str | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of an earlier answer, or of an earlier one in the same step."""

    step: str
    field: str
    test: Test


@dataclass(frozen=True, slots=True)
class RiskRule:
    """When this field's answer opens a risk path. For a list, `row` names what one row must hold."""

    path: str
    because: str
    test: Test | None = None
    row: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    after_h: float | None = None
    also: Condition | None = None


@dataclass(frozen=True, slots=True)
class NoteMap:
    """How an answer reads in the note.

    `say` is a sentence with {value} (or {quote}, {name}, {relation}, {rows}); `row` is one row of a list,
    with [optional parts]; `lead` joins neighbours into one sentence; `cases` replaces `say` for an answer.
    """

    para: str
    say: str = ""
    row: str = ""
    lead: str = ""
    cases: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a step can record. A `private` one goes to the jotting and never into a note.

    `none_option` is the one act that says none of these; `chips` offers the first column of a list as chips
    that add a row; `prefill` names what fills the fixed columns of a list ("last_actions", "insights");
    `feeds` names the record that keeps the answer too; a measure answered within `fresh_days` is shown
    instead of asked again; `remote_only` shows in sessions by video or telephone.
    """

    key: str
    kind: FieldKind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 10
    anchors: tuple[str, ...] = ()
    keys_hint: str = ""
    unit: str = ""
    columns: tuple[Column, ...] = ()
    add_label: str = ""
    chips: bool = False
    prefill: str = ""
    none_option: str = ""
    measure: str = ""
    fresh_days: int = 0
    auto: str = ""
    text: str = ""
    feeds: str = ""
    private: bool = False
    remote_only: bool = False
    when: Condition | None = None
    risks: tuple[RiskRule, ...] = ()
    note: NoteMap | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question fit to be read aloud; `without` is said when one of its tokens has no value."""

    text: str
    without: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the session. The first prompt is shown, the others one at a time."""

    key: str
    title: str
    planned_min: int = 0
    required: bool = False
    prompts: tuple[Prompt, ...] = ()
    aside: str = ""
    client_prompt: str = ""
    read_aloud: str = ""
    skip: str = ""
    did: str = ""
    fields: tuple[Field, ...] = ()
    when: Condition | None = None

    def field(self, key: str) -> Field:
        """The field with this key. Raises KeyError for an unknown one."""
        for one in self.fields:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class NoteParagraph:
    """A paragraph of the note: its place in each format, and what the program says before and after."""

    id: str
    dap: str
    soap: str
    birp: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def sections(self) -> Mapping[str, str]:
        """Format key to section key."""
        return {"dap": self.dap, "soap": self.soap, "birp": self.birp}


@dataclass(frozen=True, slots=True)
class Template:
    """One edition of a guided session. A session keeps the edition it was started with."""

    id: str
    edition: int
    title: str
    short_title: str
    phase: str
    kind: str
    planned_min: int
    note_format: NoteFormat = "dap"
    offered: bool = True
    measures: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    note: tuple[NoteParagraph, ...] = ()

    def step(self, key: str) -> Step:
        """The step with this key. Raises KeyError for an unknown one."""
        for one in self.steps:
            if one.key == key:
                return one
        raise KeyError(key)
