"""Details and consent: who the client is, how to reach them, who may be told, and what is private."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, ReleaseId, SessionId
from ketacounsel.core.people import Prescriber
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act
from ketacounsel.ui.screens.client.audit_card import AuditCard
from ketacounsel.ui.screens.client.detail_fields import DetailFields
from ketacounsel.ui.screens.client.prescriber_sheet import PrescriberSheet
from ketacounsel.ui.screens.client.private_card import JottingSheet, PrivateCard
from ketacounsel.ui.screens.client.release_card import ReleaseCard
from ketacounsel.ui.screens.client.release_sheet import ReleaseSheet
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import day_words, local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.field import ComboField, Field
from ketacounsel.ui.widgets.layout import Box, column, row
from ketacounsel.ui.widgets.text import TextBlock

ONE_COLUMN = 620


class DetailsTab(TabPage):
    """Every field writes itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._work: Workspace | None = None
        self._prescribers: tuple[Prescriber, ...] = ()
        self.fields = DetailFields(desk, self._today, self)
        self.fields.wrote.connect(self.wrote)
        self.prescriber = ComboField("Prescriber")
        self.prescriber.chosen.connect(self._choose_prescriber)
        self.change = Button("Change…", "quiet", "pen-line")
        self.new = Button("New prescriber…", "quiet", "plus")
        self._clinic = TextBlock("", "small", "muted")
        self.releases, self.private, self.audit = ReleaseCard(), PrivateCard(), AuditCard(desk)
        self._pairs: list[Box] = []
        self._page = Page(side_width=376, gap=16)
        self._page.head.put(12)
        self._page.main.put(self._identity(), self._contact(), self._emergency())
        self._page.side.put(self._prescriber_card(), self.releases, self.private, self.audit)
        self.setLayout(column(self._page, gap=0))
        self._connect()

    def _connect(self) -> None:
        self.change.clicked.connect(lambda: self._open_prescriber(self._chosen()))
        self.new.clicked.connect(lambda: self._open_prescriber(None))
        self.releases.add_requested.connect(self._add_release)
        self.releases.revoke_requested.connect(self._revoke)
        self.private.opened.connect(self._open_jotting)

    # -- cards ----------------------------------------------------------------------------------

    def _pair(self, *names: str) -> Box:
        """Fields beside each other where there is room."""
        line = row(gap=16)
        for name in names:
            line.addWidget(self.fields[name], 1)
        self._pairs.append(line)
        return line

    def _identity(self) -> Card:
        card = Card("Identity", dense=True)
        card.body.setSpacing(theme().px(12))
        card.body.put(self._pair("legal_name", "preferred_name"), self._pair("pronouns", "form_of_address"))
        card.body.put(self._pair("birth_on", "file_no", "status"), self.fields["alert"])
        return card

    def _contact(self) -> Card:
        card = Card("Contact", dense=True)
        card.body.setSpacing(theme().px(12))
        card.body.put(self._pair("phone", "email"), self.fields["address"])
        return card

    def _emergency(self) -> Card:
        card = Card("Emergency contact", dense=True)
        card.body.put(self._pair("emergency_name", "emergency_relation", "emergency_phone"))
        return card

    def _prescriber_card(self) -> Card:
        card = Card("Prescriber and clinic", dense=True)
        card.body.put(
            Field("Prescriber", self.prescriber), 6, self._clinic, 6, row(self.change, self.new, None)
        )
        return card

    # -- showing --------------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        self._work = workspace
        client = workspace.client
        self.fields.show_details(client.id, client.details, partial(self.desk.clients.patch, client.id))
        self._show_prescriber(workspace)
        self.releases.show_releases(self.desk.clients.releases(client.id), self._today())
        kept = self.desk.jottings.kept_in(client.id)
        self.private.show_heads(head for head in workspace.sessions if head.id in kept)
        self.audit.show_client(client.id)

    def _show_prescriber(self, work: Workspace) -> None:
        self._prescribers = self.desk.practice.prescribers()
        self.prescriber.clear()
        self.prescriber.addItems(["Not chosen", *(one.name for one in self._prescribers)])
        ids = [one.id for one in self._prescribers]
        own = work.client.details.prescriber_id
        self.prescriber.select(ids.index(own) + 1 if own in ids else 0)
        known = self._chosen()
        lines = (known.clinic, known.address, known.phone, known.email) if known else ()
        self._clinic.setText("\n".join(line for line in lines if line))
        self._clinic.setVisible(bool(self._clinic.text()))
        self.change.setVisible(known is not None)

    def _chosen(self) -> Prescriber | None:
        at = self.prescriber.currentIndex() - 1
        return self._prescribers[at] if 0 <= at < len(self._prescribers) else None

    def _today(self) -> date:
        return local(self.desk.clock(), self.desk.zone).date()

    @property
    def _client_id(self) -> ClientId:
        return self._work.client.id if self._work is not None else ClientId("")

    # -- acting ---------------------------------------------------------------------------------

    def _choose_prescriber(self, at: int) -> None:
        known = self._prescribers[at - 1] if at > 0 else None
        self._give_prescriber(known.id if known else None)

    def _give_prescriber(self, prescriber_id: str | None) -> None:
        self.tell(self.desk.clients.patch(self._client_id, {"prescriber_id": prescriber_id}))

    def _open_prescriber(self, known: Prescriber | None) -> None:
        sheet = PrescriberSheet(self.desk, known)
        sheet.opened_by = ("prescriber", known.id if known else "")
        sheet.saved.connect(self._give_prescriber)
        sheet.open_over(self)

    def _add_release(self) -> None:
        sheet = ReleaseSheet(self.desk, self._client_id, self._chosen())
        sheet.opened_by = ("release",)
        sheet.added.connect(lambda _: self.tell(Saved(self.desk.clock(), frozenset({Topic.CLIENTS}))))
        sheet.open_over(self)

    def open_again(self, kind: str, *ids: str) -> None:
        if kind == "prescriber":
            known = [one for one in self._prescribers if one.id in ids]
            if known or not any(ids):
                self._open_prescriber(next(iter(known), None))
        elif kind == "release":
            self._add_release()

    def _revoke(self, release_id: str) -> None:
        self.tell(self.desk.clients.revoke_release(ReleaseId(release_id), self._today()))

    def _open_jotting(self, session_id: str) -> None:
        """Unsealed only now, and shown only in this sheet."""
        heads = self._work.sessions if self._work is not None else ()
        head = next(one for one in heads if one.id == session_id)
        try:
            words = self.desk.jottings.read(SessionId(session_id))
        except KetaCounselError as refusal:
            words = refusal.sentence
        JottingSheet(day_words(head.at, head.zone) if head.at else "", words).open_over(self)

    # -- coming and going, room -----------------------------------------------------------------

    def focus_first(self) -> None:
        self.fields["legal_name"].control.setFocus()

    def acts(self) -> tuple[Act, ...]:
        return (Act("Add a release", self._add_release), Act("Audit of this client", self.audit.open_all))

    def leave(self) -> bool:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        return super().leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() / theme().scale < ONE_COLUMN
        for line in self._pairs:
            line.setDirection(Box.Direction.TopToBottom if narrow else Box.Direction.LeftToRight)

    def place(self) -> Mapping[str, object]:
        return {"scroll": self._page.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        scroll = place.get("scroll")
        self._page.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)
