"""What is only there to be read: words to say aloud, and what the program knows itself."""

from __future__ import annotations

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.text import TextBlock


class ReadAloud(FieldEditor):
    """A text in reading size on a card."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        card = Card(dense=True)
        card.body.put(TextBlock(ground.fill(field.text), "reading"))
        self.body.put(card)

    def value(self) -> JsonValue:
        return None

    def set_value(self, value: JsonValue) -> None:
        """Nothing is recorded here."""


class Told(FieldEditor):
    """One line, such as the hours since the infusion; gone when the program does not know."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.words = ground.auto(field.auto)
        self.show_hint(self.words, "muted")

    def value(self) -> JsonValue:
        return None

    def set_value(self, value: JsonValue) -> None:
        """Nothing is recorded here."""
