"""What was entered in an invented session: the answers its file gives, and plausible ones for the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, Any, Final

from ketacounsel.core.answers import NONE, JsonValue, Key

if TYPE_CHECKING:
    from ketacounsel.core.templates import Field, Template
    from ketacounsel.practice_set.people_files import Vocabulary
    from ketacounsel.practice_set.times import Calendar

CALM: Final[Mapping[str, JsonValue]] = {
    "not_wanting_to_live": 0,
    "craving": 1,
    "consent_still_yes": True,
    "numb": False,
    "fasting_ok": "yes",
    "clinic_clear": "yes",
    "fear": 2,
}
"""What a quiet session holds where another answer would open a safety step."""
LEFT_OUT: Final = frozenset({"measure", "auto", "read_aloud", "contact", "datetime", "date"})
PREFILLED: Final = frozenset({"review", "insight_status"})


@dataclass(frozen=True, slots=True)
class Pen:
    """Fills in the fields of a template."""

    chance: Random
    words: Vocabulary
    calendar: Calendar
    _decks: dict[str, list[Any]] = dataclasses.field(default_factory=dict)

    def fill(self, template: Template, given: Mapping[str, Mapping[str, Any]]) -> dict[Key, JsonValue]:
        """Every answer of a session. Raises KeyError for one that the template has no field for."""
        filled: dict[Key, JsonValue] = {}
        for step, fields in given.items():
            for name, value in fields.items():
                template.step(step).field(name)
                filled[step, name] = self._plain(value)
        for step_ in template.steps:
            for field in step_.fields:
                key = (step_.key, field.key)
                value = None if key in filled or field.private else self._made_up(field, template)
                if value is not None:
                    filled[key] = value
        return filled

    def _made_up(self, field: Field, template: Template) -> JsonValue:
        if field.key in CALM:
            return CALM[field.key]
        if field.kind in LEFT_OUT or field.key in PREFILLED or field.remote_only:
            return None
        if field.risks and field.none_option:
            return [NONE]
        ways: Mapping[str, Callable[[Field], JsonValue]] = {
            "scale": lambda _: self.chance.randint(4, 7),
            "number": lambda _: self.chance.choice((6, 6.5, 7, 7.5)),
            "yesno": lambda _: True,
            "single": lambda one: self.chance.choice(one.options).key,
            "multi": self._some,
            "checklist": self._some,
            "themes": self._some,
            "list": self._row,
            "text": lambda one: self._said(one, template),
            "longtext": lambda one: self._said(one, template),
        }
        return ways[field.kind](field)

    def _some(self, field: Field) -> JsonValue:
        keys = [option.key for option in field.options]
        return sorted(self.chance.sample(keys, min(2, len(keys))), key=keys.index)

    def _row(self, field: Field) -> JsonValue:
        known = self.words.rows.get(field.key)
        if known is None:
            return [NONE] if field.none_option else None
        return [dict(self._dealt(field.key, known))]

    def _said(self, field: Field, template: Template) -> JsonValue:
        key = f"{template.id} {field.key}"
        own = key if key in self.words.answers else field.key
        known = self.words.answers.get(own)
        return self._dealt(own, known) if known else None

    def _dealt(self, key: str, known: Sequence[Any]) -> Any:
        """One of them, as from a pack of cards: none comes again before all have come."""
        deck = self._decks.setdefault(key, [])
        if not deck:
            deck.extend(self.chance.sample(known, len(known)))
        return deck.pop()

    def _plain(self, value: Any) -> JsonValue:
        """As answers are kept: moments and days as text, moved to where the set stands."""
        if isinstance(value, datetime):
            return self.calendar.local(value)
        if isinstance(value, date):
            return self.calendar.day(value).isoformat()
        if isinstance(value, Mapping):
            return {name: self._plain(part) for name, part in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._plain(part) for part in value]
        plain: JsonValue = value
        return plain
