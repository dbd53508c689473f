"""What the client's header says and where its buttons lead. No pixels."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ketacounsel.core.ids import ClientId
from ketacounsel.core.sessions import SessionHead
from ketacounsel.core.windows import START_WITHIN
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go
from ketacounsel.ui.screens.client.tabs import NAMES
from ketacounsel.ui.when import local


class ClientModel:
    """One client's workspace, read at once and read again when facts changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.work: Workspace | None = None

    @property
    def client_id(self) -> ClientId:
        return self.work.client.id if self.work is not None else ClientId("")

    def open(self, client_id: ClientId) -> Workspace:
        """Read everything the workspace shows."""
        self.work = self.desk.clients.workspace(client_id, self.desk.clock())
        return self.work

    def reread_client(self) -> None:
        """Only the person, after a key in Details."""
        if self.work is not None:
            self.work = replace(self.work, client=self.desk.clients.get(self.client_id))

    @property
    def discharged(self) -> bool:
        return self.work is not None and self.work.client.details.status == "discharged"

    @property
    def meta(self) -> str:
        """ "She/her · 41 · Prescriber Dr Femi Adeyemi, Northgate Infusion Clinic · File HL-0147"."""
        if self.work is None:
            return ""
        client = self.work.client
        pronouns = client.details.pronouns
        age = client.age_on(local(self.desk.clock(), self.desk.zone).date())
        told = client.prescriber
        prescriber = ", ".join(part for part in (told.name, told.clinic) if part) if told else ""
        parts = (
            pronouns[:1].upper() + pronouns[1:],
            "" if age is None else str(age),
            f"Prescriber {prescriber}" if prescriber else "",
            f"File {client.file_no}" if client.file_no else "",
        )
        return " · ".join(part for part in parts if part)

    @property
    def chip(self) -> tuple[str, str, str]:
        """Where the course stands, as a chip: words, kind, icon."""
        if self.work is None:
            return "", "neutral", ""
        words = self.work.course_chip
        if self.work.client.details.status in ("active", "paused") and self.work.courses:
            return words, "infusion", "infusion"
        return words, "neutral", ""

    def count(self, tab: str) -> str:
        """The number beside a tab's name; nothing for none."""
        number = self.work.counts.get(tab, 0) if self.work is not None and tab in NAMES else 0
        return str(number) if number else ""

    @property
    def running(self) -> SessionHead | None:
        """This client's session that runs, or waits while it is paused."""
        heads = self.work.sessions if self.work is not None else ()
        return next((head for head in heads if head.state in ("running", "paused")), None)

    def start(self) -> Go:
        """To the session that runs, to the one booked for about now, else to a new one."""
        running = self.running
        if running is not None:
            return Go("session", client_id=self.client_id, thing=running.id)
        booked = self._booked_now()
        return Go("session", client_id=self.client_id, thing=booked.id if booked else "", act="start")

    def _booked_now(self) -> SessionHead | None:
        now = self.desk.clock()
        for head in self.work.sessions if self.work is not None else ():
            if head.state == "booked" and head.planned_at is not None:
                over = head.planned_at + timedelta(minutes=head.planned_min)
                if head.planned_at - START_WITHIN <= now <= over:
                    return head
        return None
