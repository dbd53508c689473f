"""The safety plan: six parts and reasons for living as short lists, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId, FollowUpId
from ketacounsel.core.rescue import Words
from ketacounsel.core.safety import PLAN_PARTS, FollowUp, SafetyPlan
from ketacounsel.core.workspace import Workspace
from ketacounsel.services.safety import REASONS_FOR_LIVING
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.when import day_and_time, day_of_month, local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.field import ComboField, Field
from ketacounsel.ui.widgets.layout import column, row
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.text import Text, TextBlock

PARTS = {
    "warning_signs": ("Warning signs", "How the client notices that it begins"),
    "what_helps_first": ("What helps first", "What the client can do alone"),
    "people_and_places": ("People and places", "Company that takes the mind elsewhere"),
    "someone_to_ask": ("Someone to ask for help", "Name and number, one on each line"),
    "professionals": ("Professionals and crisis lines", "Name and number, one on each line"),
    "making_safer": ("Making the home safer", "What is put away, and by whom"),
    REASONS_FOR_LIVING: ("Reasons for living", "In the client’s words"),
}


def lines_of(text: str) -> tuple[str, ...]:
    """A short list: one entry on each line, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class FollowUpCard(Card):
    """An open safety follow-up, to be closed with a sentence on how it was settled."""

    def __init__(self, one: FollowUp, zone: str) -> None:
        super().__init__("Safety follow-up open", dense=True, edge="danger")
        self.follow_up_id = one.id
        self.words = LongText("How it was settled", min_height=64)
        self.close_button = Button("Close the follow-up", "secondary")
        self.field = Field("How it was settled", self.words)
        said = f"Opened {day_and_time(one.opened_at, zone)}"
        because = one.because_words[:1].upper() + one.because_words[1:]
        if one.check_in_at is not None:
            said += f" · check-in by {day_and_time(one.check_in_at, zone)}"
        self.body.put(TextBlock(because, "body", "text", 500), TextBlock(said, "small", "muted"), 12)
        self.body.put(self.field, 8, row(None, self.close_button))


class PlanTab(TabPage):
    """A change on another day makes a new version; earlier ones can be read."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id = ClientId("")
        self._plans: tuple[SafetyPlan, ...] = ()
        self.follow_ups: list[FollowUpCard] = []
        self.state = Text("", "small", "muted")
        self.versions = ComboField("Version")
        self.versions.chosen.connect(self._show_version)
        self.review = Button("Reviewed today", "secondary", "check")
        self.review.clicked.connect(self._review)
        self.fields: dict[str, LongText] = {}
        self._open = column(gap=16)
        self._page = Page(gap=16)
        self._page.head.put(12, row(self.state, None, self.versions, self.review, gap=12))
        self._page.main.put(self._open, self._plan_card())
        self.setLayout(column(self._page, gap=0))

    def _plan_card(self) -> Card:
        card = Card("Safety plan", dense=True)
        card.body.put(TextBlock("One entry on each line, in the client’s own words.", "small", "muted"), 12)
        for part in (*PLAN_PARTS, REASONS_FOR_LIVING):
            name, hint = PARTS[part]
            field = LongText(name, min_height=76)
            field.text_edited.connect(self._keep)
            self.fields[part] = field
            card.body.put(Field(name, field, hint), 14)
        return card

    # -- showing --------------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        another = workspace.client.id != self._client_id
        self._client_id = workspace.client.id
        self._plans = self.desk.safety.plan_versions(self._client_id)
        chosen = 0 if another else max(0, self.versions.currentIndex())
        self.versions.clear()
        self.versions.addItems(
            [f"Version {one.version}, {day_of_month(one.written_on)}" for one in self._plans]
        )
        self.versions.setVisible(len(self._plans) > 1)
        self.versions.select(chosen if chosen < len(self._plans) else 0)
        self._show_version(self.versions.currentIndex(), another=another)
        self._show_follow_ups(workspace.open_follow_ups)

    def _show_version(self, at: int, *, another: bool = True) -> None:
        plan = self._plans[at] if 0 <= at < len(self._plans) else None
        for part, field in self.fields.items():
            if another or not field.hasFocus():
                field.set_text("\n".join(plan.parts.get(part, ())) if plan else "")
            field.setReadOnly(at > 0)
        self.review.setVisible(plan is not None and at == 0)
        self.state.setText(self._state_words(plan))

    def _state_words(self, plan: SafetyPlan | None) -> str:
        if plan is None:
            return "No safety plan yet. It begins with the first words."
        words = f"Version {plan.version}, written {_day(plan.written_on)}, reviewed {_day(plan.reviewed_on)}"
        return words if plan is self._plans[0] else f"{words}. An earlier version, to read only."

    def _show_follow_ups(self, ones: tuple[FollowUp, ...]) -> None:
        if [card.follow_up_id for card in self.follow_ups] == [one.id for one in ones]:
            return
        empty(self._open)
        self.follow_ups = [FollowUpCard(one, self.desk.zone) for one in ones]
        for card in self.follow_ups:
            card.close_button.clicked.connect(lambda _=False, one=card.follow_up_id: self._close(one))
            self._open.put(card)

    # -- acting ---------------------------------------------------------------------------------

    def _today(self) -> date:
        return local(self.desk.clock(), self.desk.zone).date()

    def _keep(self) -> None:
        """The whole plan is written: it is short, and a version is one thing."""
        if self.versions.currentIndex() > 0:
            return
        client_id, today = self._client_id, self._today()
        parts = {part: lines_of(field.text()) for part, field in self.fields.items()}
        save = self.desk.safety.save_plan
        self.desk.autosave.put(
            ("plan", client_id),
            lambda: save(client_id, parts, today),
            lambda: Words("plan", client_id, "", {"parts": parts, "on": today}),
        )

    def _review(self) -> None:
        if self.desk.autosave.flush():
            self.tell(self.desk.safety.review_plan(self._client_id, self._today()))

    def _close(self, follow_up_id: FollowUpId) -> None:
        card = next(one for one in self.follow_ups if one.follow_up_id == follow_up_id)
        words = card.words.text().strip()
        if not words:
            card.field.set_error("A sentence on how it was settled is needed. The follow-up stays open.")
            card.words.setFocus()
            return
        try:
            self.tell(self.desk.safety.close(follow_up_id, words))
        except KetaCounselError as refusal:
            card.field.set_error(refusal.sentence)

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        for card in self.follow_ups:
            if card.follow_up_id == go.thing:
                card.words.setFocus()

    def focus_first(self) -> None:
        (self.follow_ups[0].words if self.follow_ups else self.fields["warning_signs"]).setFocus()

    def acts(self) -> tuple[Act, ...]:
        return (Act("Mark the safety plan as reviewed today", self._review),) if self._plans else ()

    def place(self) -> Mapping[str, object]:
        return {"scroll": self._page.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        scroll = place.get("scroll")
        self._page.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)


def _day(on: date) -> str:
    return f"{day_of_month(on)} {on.year}"
