"""Who gives the infusions: a new one, or a change to one that is known."""

from __future__ import annotations

from dataclasses import fields as fields_of

from PySide6.QtCore import Signal

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.people import Prescriber
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.overlay import Sheet

LABELS = {
    "name": "Name, as on letters",
    "credentials": "Credentials",
    "clinic": "Clinic",
    "address": "Address",
    "phone": "Phone",
    "email": "Email",
}


class PrescriberSheet(Sheet):
    """Signals:
    saved: the prescriber is kept (id).
    """

    saved = Signal(str)

    def __init__(self, desk: Desk, known: Prescriber | None = None) -> None:
        super().__init__("Change prescriber" if known else "New prescriber")
        self._desk, self._known = desk, known
        self.controls = {name: TextField(label) for name, label in LABELS.items()}
        self.fields = {name: Field(LABELS[name], control) for name, control in self.controls.items()}
        for name, control in self.controls.items():
            control.set_text(str(getattr(known, name)) if known else "")
        keep, cancel = Button("Keep", "primary"), Button("Cancel", "soft")
        keep.clicked.connect(self._keep)
        cancel.clicked.connect(self.dismiss)
        self.body.setSpacing(12)
        self.body.put(*self.fields.values())
        self.foot.put(None, cancel, keep)

    def _keep(self) -> None:
        typed: dict[str, object] = {name: control.text().strip() for name, control in self.controls.items()}
        if not typed["name"]:
            self.fields["name"].set_error("A prescriber needs a name. Nothing was kept yet.")
            return
        known = {one.name for one in fields_of(Prescriber)}
        given = {"id": self._known.id if self._known else "", **typed}
        try:
            prescriber_id = self._desk.practice.save_prescriber(
                {k: v for k, v in given.items() if k in known}
            )
        except KetaCounselError as refusal:
            self.fields["name"].set_error(refusal.sentence)
            return
        self.dismiss()
        self.saved.emit(prescriber_id)
