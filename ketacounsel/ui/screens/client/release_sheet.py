"""A signed release: who may be told, what, and until when."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import Prescriber
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet


class ReleaseSheet(Sheet):
    """Signals:
    added: the release is kept (its id).
    """

    added = Signal(str)

    def __init__(self, desk: Desk, client_id: ClientId, prescriber: Prescriber | None) -> None:
        super().__init__("Add a release")
        self._desk, self._client_id, self._prescriber = desk, client_id, prescriber
        today = local(desk.clock(), desk.zone).date
        self.recipient, self.scope = TextField("Who may be told"), TextField("What may be told")
        self.signed, self.expires = DateField("Signed on", today=today), DateField("Ends on", today=today)
        self.signed.set_value(today())
        if prescriber is not None:
            self.recipient.set_text(prescriber.name)
        self.fields = {
            "recipient": Field("Who may be told", self.recipient),
            "scope": Field("What may be told", self.scope),
            "signed_on": Field("Signed on", self.signed),
            "expires_on": Field("Ends on", self.expires, "may stay empty"),
        }
        keep, cancel = Button("Add release", "primary"), Button("Cancel", "soft")
        keep.clicked.connect(self._keep)
        cancel.clicked.connect(self.dismiss)
        dates = row(self.fields["signed_on"], self.fields["expires_on"], gap=12)
        self.body.put(self.fields["recipient"], self.fields["scope"], dates)
        self.foot.put(None, cancel, keep)

    def _keep(self) -> None:
        for field in self.fields.values():
            field.clear_message()
        signed, known = self.signed.value(), self._prescriber
        if signed is None:
            self.fields["signed_on"].set_error(
                "A release needs the day it was signed. Nothing was added yet."
            )
            return
        same = known is not None and self.recipient.text().strip() == known.name
        try:
            release_id = self._desk.clients.add_release(
                self._client_id,
                self.recipient.text().strip(),
                signed,
                self.expires.value(),
                known.id if known is not None and same else None,
                self.scope.text().strip(),
            )
        except BadInput as refusal:
            self.fields.get(refusal.field, self.fields["recipient"]).set_error(refusal.sentence)
            return
        except KetaCounselError as refusal:
            self.fields["recipient"].set_error(refusal.sentence)
            return
        self.dismiss()
        self.added.emit(release_id)
