"""Fields of a client's details: each writes itself; one that is refused says so beside itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from ketacounsel.core.changes import Saved
from ketacounsel.core.errors import BadInput, KetaCounselError, NotOnDisk
from ketacounsel.core.people import STATUSES, ClientDetails, too_long
from ketacounsel.core.rescue import Words
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.long_text import LongText

LABELS = {
    "legal_name": "Legal name",
    "preferred_name": "Preferred name",
    "form_of_address": "Form of address",
    "pronouns": "Pronouns",
    "birth_on": "Born on",
    "file_no": "File number",
    "status": "Status",
    "phone": "Phone",
    "email": "Email",
    "address": "Address",
    "emergency_name": "Name",
    "emergency_relation": "Relation",
    "emergency_phone": "Phone",
    "alert": "Pinned alert",
}
SPOKEN = {
    "emergency_name": "Emergency contact, name",
    "emergency_relation": "Emergency contact, relation",
    "emergency_phone": "Emergency contact, phone",
}
CHECKED = ("legal_name", "file_no")
LONG = ("address", "alert")
HINTS = {"form_of_address": "as in Ms, Mr, Mx", "alert": "stands on top of every page of this client"}
Write = Callable[[Mapping[str, object]], Saved]


class DetailFields(QObject):
    """Makes and fills the fields; checked ones are written when they are left, the rest while typing.

    Signals:
        wrote: a checked field or a choice was written (Saved).
    """

    wrote = Signal(object)

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: object = ""
        self._write: Write | None = None
        self._shown = ClientDetails("")
        self.fields = {name: self._make(name, today) for name in LABELS}

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def _make(self, name: str, today: Callable[[], date]) -> Field:
        label, spoken = LABELS[name], SPOKEN.get(name, LABELS[name])
        control: TextField | LongText | ComboField | DateField
        if name == "birth_on":
            control = DateField(spoken, today=today)
            control.value_changed.connect(lambda value: self._check(name, value))
            control.not_read.connect(lambda: self.fields[name].set_error("This can’t be read as a date."))
        elif name == "status":
            control = ComboField(spoken, [one.capitalize() for one in STATUSES])
            control.chosen.connect(lambda at: self._check(name, STATUSES[at]))
        elif name in LONG:
            control = LongText(spoken, min_height=64 if name == "address" else 44)
            control.text_edited.connect(lambda: self._typed(name))
        else:
            control = TextField(spoken)
            if name in CHECKED:
                control.left.connect(lambda: self._left(name))
                control.returnPressed.connect(lambda: self._left(name))
            else:
                control.text_edited.connect(lambda _: self._typed(name))
        return Field(label, control, HINTS.get(name, ""))

    # -- showing --------------------------------------------------------------------------------

    def show_details(self, key: object, details: ClientDetails, write: Write) -> None:
        """Another client, or the same one read again: what is being typed stays."""
        another = key != self._key
        self._key, self._write, self._shown = key, write, details
        for name, field in self.fields.items():
            if another:
                field.clear_message()
            if another or (not field.control.hasFocus() and not field.message()):
                _put(field, getattr(details, name))

    # -- writing --------------------------------------------------------------------------------

    def _typed(self, name: str) -> None:
        write, text = self._write, _text(self.fields[name])
        if problem := too_long(name, text):
            self._desk.autosave.drop(("client", self._key, name))
            self.fields[name].set_error(f"{problem} What was there before is kept.")
            return
        self.fields[name].clear_message()
        if write is not None:
            self._wait(write, name, text)

    def _wait(self, write: Write, name: str, value: object) -> None:
        words = Words("client", str(self._key), name, value)
        self._desk.autosave.put(("client", self._key, name), lambda: write({name: value}), lambda: words)

    def _left(self, name: str) -> None:
        text = _text(self.fields[name])
        if text != getattr(self._shown, name):
            self._check(name, text)
        else:
            self.fields[name].clear_message()

    def _check(self, name: str, value: object) -> None:
        """Written at once; a refusal stands beside the field, and the old value on disk."""
        if self._write is None:
            return
        try:
            saved = self._write({name: value})
        except BadInput as refusal:
            self.fields[name].set_error(refusal.sentence)
            return
        except NotOnDisk:
            self._wait(self._write, name, value)
            self._desk.autosave.flush()
            return
        except KetaCounselError as refusal:
            self.fields[name].set_error(refusal.sentence)
            return
        self.fields[name].clear_message()
        self.wrote.emit(saved)


def _text(field: Field) -> str:
    control = field.control
    return control.text() if isinstance(control, TextField | LongText) else ""


def _put(field: Field, value: object) -> None:
    control = field.control
    if isinstance(control, DateField):
        control.set_value(value if isinstance(value, date) else None)
    elif isinstance(control, ComboField):
        control.select(STATUSES.index(str(value)) if value in STATUSES else -1)
    elif isinstance(control, TextField | LongText):
        control.set_text(str(value or ""))
