"""Add a client: a name and a birth date. Somebody who may be the same is named before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import BadInput, KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.people import ClientDetails, Twin
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock
from ketacounsel.ui.widgets.when import say_date

ADDED = frozenset({Topic.CLIENTS})

Done = Callable[[ClientId, bool], None]


class AddClientSheet(Sheet):
    """Two fields are needed; the file number is made and can be changed."""

    def __init__(self, desk: Desk, screen: Screen, done: Done, name: str) -> None:
        super().__init__("Add client")
        self._desk, self._done = desk, done
        self.opened_by = ("client",)
        self._ask = screen.go_requested.emit
        self._agreed = False
        self._looked_for: tuple[str, date | None] = ("", None)
        self._name = TextField("Legal name")
        self._name.set_text(name)
        self._born = DateField("Birth date", today=local(desk.clock(), desk.zone).date)
        self._file_no = TextField("File number")
        self._file_no.set_text(desk.clients.next_file_no())
        self._name_field = Field("Legal name", self._name)
        self._born_field = Field("Birth date", self._born, "may follow later")
        self._file_field = Field("File number", self._file_no, "made for you; change it if you keep your own")
        self._twin = Card(dense=True, edge="warning")
        self._twin.hide()
        self.body.put(self._name_field, self._born_field, self._file_field, self._twin)
        self._add, plan = Button("Add", "primary"), Button("Add and plan first infusion", "soft")
        self._add.clicked.connect(lambda: self._save(plan=False))
        plan.clicked.connect(lambda: self._save(plan=True))
        self.foot.put(plan, None, self._add)
        self._name.left.connect(self._look_for_twins)
        self._born.value_changed.connect(lambda _: self._look_for_twins())
        self._born.not_read.connect(lambda: self._born_field.set_error("Type the date like 4 Mar 1985."))
        for entry in (self._name, self._file_no):
            entry.returnPressed.connect(lambda: self._save(plan=False))

    def _look_for_twins(self) -> None:
        """Ask anew only when another name or birth date stands there."""
        name = self._name.text().strip()
        if (name, self._born.value()) == self._looked_for:
            return
        self._looked_for = name, self._born.value()
        self._born_field.clear_message()
        self._agreed = False
        self._twin.hide()
        twins = self._desk.clients.twins(name, self._born.value()) if name or self._born.value() else ()
        if twins:
            self._show_twin(twins[0])

    def _show_twin(self, twin: Twin) -> None:
        born = f", born {say_date(twin.birth_on).split(' ', 1)[1]}" if twin.birth_on else ""
        self._twin.clear()
        self._twin.body.put(
            TextBlock(f"There is already a {twin.name}{born}, file {twin.file_no}.", "body"), 8
        )
        open_it, another = Button("Open this record", "secondary"), Button("Add another", "soft")
        open_it.clicked.connect(lambda: self._open(twin.client_id))
        another.clicked.connect(self._agree)
        self._twin.body.put(row(open_it, another, None))
        self._twin.show()
        announce(self, f"There is already a {twin.name}{born}.")

    def _show_question(self) -> None:
        """The keyboard on the answer that writes nothing, scrolled into sight."""
        standing = [button for button in self._twin.findChildren(Button) if not button.isHidden()]
        for button in standing[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_inside(self._twin)

    def _open(self, client_id: ClientId) -> None:
        self.dismiss()
        self._ask(Go("client", client_id=client_id))

    def _agree(self) -> None:
        self._agreed = True
        self._twin.hide()
        self._add.setFocus()

    def _save(self, *, plan: bool) -> None:
        self._born.settle()
        if not self._name.text().strip():
            self._name_field.set_error("A client needs a name. Nothing was added yet.")
            self._name.setFocus()
            return
        self._name_field.clear_message()
        if self._born.text().strip() and self._born.value() is None:
            self._born.setFocus()
            return
        if not self._agreed:
            self._look_for_twins()
            if not self._twin.isHidden():
                QTimer.singleShot(0, self, self._show_question)
                return
        details = ClientDetails(
            legal_name=self._name.text().strip(), birth_on=self._born.value(), file_no=self._file_no.text()
        )
        try:
            client = self._desk.clients.add(details)
        except KetaCounselError as refusal:
            self._show_refusal(refusal)
            return
        self._desk.changes.announce(Saved(self._desk.clock(), ADDED, id=client.id))
        done = self._done
        self.dismiss()
        done(client.id, plan)

    def _show_refusal(self, refusal: KetaCounselError) -> None:
        beside = {"file_no": self._file_field, "birth_on": self._born_field}
        name = refusal.field if isinstance(refusal, BadInput) else ""
        beside.get(name, self._name_field).set_error(refusal.sentence)


def open_add_client(desk: Desk, over: Screen, done: Done, name: str = "") -> QWidget:
    """Open the sheet; `done` hears the new client's id and whether to plan an infusion now."""
    sheet = AddClientSheet(desk, over, done, name)
    sheet.open_over(over)
    return sheet
