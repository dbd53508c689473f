"""The audit of the practice: who looked at, changed, signed, printed or exported what, and when."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from ketacounsel.core.audit import CATEGORIES, AuditFilter
from ketacounsel.core.audit_words import CATEGORY_WORDS
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act
from ketacounsel.ui.parts.audit_export import save_audit
from ketacounsel.ui.parts.audit_list import AuditList
from ketacounsel.ui.parts.choose_client import open_choose_client
from ketacounsel.ui.screens.settings.rows import SettingsPage
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.date_field import DateField
from ketacounsel.ui.widgets.field import ComboField, Field
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import holder, row
from ketacounsel.ui.widgets.text import TextBlock

ANY_CLIENT = "Any client…"


class AuditPage(SettingsPage):
    """Filters above a list; changing one shows at once. Nothing here can be changed or removed."""

    widest = 1200
    fills = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._client_id = ClientId("")
        self._people = desk.practice.counselors()
        self.kind = ComboField("Kind", ["All kinds", *(CATEGORY_WORDS[one] for one in CATEGORIES)])
        self.person = ComboField("Person", ["Everybody", *(one.name for one in self._people)])
        self.client, self.no_client = Button(ANY_CLIENT, "soft"), IconButton("x", "Any client", "muted")
        self.from_on, self.to_on = DateField("From", today=self._today), DateField("To", today=self._today)
        self.export = Button("Export as CSV…", "soft", "download")
        self.count = TextBlock("", "small", "muted")
        self._said = TextBlock("", "small", "warning")
        self.lines = AuditList(desk.audit.lines)
        self._card = Card("Audit")
        self._card.add_head(self.export)
        self._card.body.put(self.count, self._said, 12, self._filters(), 12)
        self._card.body.addWidget(self.lines, 1)
        self.body.addWidget(self._card, 1)
        self._connect()

    def _filters(self) -> QWidget:
        who = holder(row(self.client, self.no_client, gap=4))
        who.setAccessibleName("Client")
        flow = FlowLayout(16, 12)
        px = theme().px
        for label, control, width in (
            ("Kind", self.kind, 190),
            ("Person", self.person, 190),
            ("Client", who, 0),
            ("From", self.from_on, 180),
            ("To", self.to_on, 180),
        ):
            field = Field(label, control)
            if width:
                field.setFixedWidth(px(width))
            flow.addWidget(field)
        self.no_client.hide()
        self._said.hide()
        return holder(flow)

    def _connect(self) -> None:
        for box in (self.kind, self.person):
            box.chosen.connect(lambda _: self.reread())
        for day in (self.from_on, self.to_on):
            day.value_changed.connect(lambda _: self.reread())
        self.client.clicked.connect(self._choose_client)
        self.no_client.clicked.connect(lambda: self._show_client(ClientId("")))
        self.export.clicked.connect(self._export)

    def wanted(self) -> AuditFilter:
        """What the filters say."""
        kind, person = self.kind.currentIndex() - 1, self.person.currentIndex() - 1
        return AuditFilter(
            client_id=self._client_id,
            counselor_id=self._people[person].id if person >= 0 else "",
            categories=frozenset((CATEGORIES[kind],)) if kind >= 0 else frozenset(),
            from_on=self.from_on.value(),
            to_on=self.to_on.value(),
        )

    def reread(self) -> None:
        wanted, audit = self.wanted(), self.desk.audit
        self.lines.show_lines(wanted)
        found = audit.count(wanted)
        mark = f" Record state {audit.mark.code}." if audit.mark is not None else ""
        self.count.setText(f"{found:,} line{'' if found == 1 else 's'}.{mark}")
        announce(self, self.count.text())

    def _today(self) -> date:
        return local(self.desk.clock(), self.desk.zone).date()

    def focus_first(self) -> None:
        self.kind.setFocus()

    def acts(self) -> tuple[Act, ...]:
        return (Act("Export the audit as CSV", self._export),)

    def _choose_client(self) -> None:
        open_choose_client(self.desk, "The audit of a client", self, self._show_client)

    def _show_client(self, client_id: ClientId) -> None:
        self._client_id = client_id
        name = self.desk.clients.get(client_id).details.legal_name if client_id else ANY_CLIENT
        self.client.set_text(name)
        self.no_client.setVisible(bool(client_id))
        self.reread()

    def _export(self) -> None:
        try:
            saved = save_audit(self, self.desk, self.wanted())
        except KetaCounselError as refusal:
            self._tell(refusal.sentence)
            return
        if saved is not None:
            self.reread()
            self._tell(f"Saved as {saved.name}. Whoever has the file can read it.")

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        announce(self, words)
