"""Goals: a card each, in the client's words, with the commitments that serve it. No percent."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ActionId, ClientId, GoalId
from ketacounsel.core.rescue import Words
from ketacounsel.core.threads import Action, Goal
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.screens.client.goal_card import GoalCard
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.when import local
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card, empty
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.field import Field, TextField
from ketacounsel.ui.widgets.layout import column, row


class GoalsTab(TabPage):
    """Everything typed writes itself; nothing is scored."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id = ClientId("")
        self._drawn: Hashable = None
        self.cards: list[GoalCard] = []
        self.new_goal = TextField("A new goal", placeholder="A goal, in the client’s words")
        self.add = Button("Add goal", "secondary", "plus")
        self._field = Field("A new goal", self.new_goal)
        self.add.clicked.connect(self._add_goal)
        self.new_goal.returnPressed.connect(self._add_goal)
        line = row(gap=8)
        line.addWidget(self._field, 1)
        line.put(column(22, self.add, None, gap=0))
        top = Card(dense=True)
        top.body.put(line)
        self._list = column(gap=16)
        self._page = Page(gap=16)
        self._page.head.put(12)
        self._page.main.put(top, self._list)
        self.setLayout(column(self._page, gap=0))

    # -- showing --------------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        another = workspace.client.id != self._client_id
        self._client_id = workspace.client.id
        goals = self.desk.threads.goals(self._client_id)
        loose = tuple(one for one in self.desk.threads.actions(self._client_id) if one.goal_id is None)
        if another:
            self.new_goal.set_text("")
            self._field.clear_message()
        drawn = (self._client_id, tuple(_shape(goal) for goal in goals), tuple(map(_step, loose)))
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(goals, loose)
            return
        known = {goal.id: goal for goal in goals}
        for card in self.cards:
            if card.goal_id in known:
                card.show_words(known[GoalId(card.goal_id)])

    def _draw(self, goals: tuple[Goal, ...], loose: tuple[Action, ...]) -> None:
        empty(self._list)
        self.cards = []
        for goal in sorted(goals, key=lambda one: one.closed_on is not None):
            self._add_card(GoalCard(goal, goal.actions, self.desk.zone))
        if loose:
            self._add_card(GoalCard(None, loose, self.desk.zone))
        if not goals and not loose:
            self._list.put(
                EmptyState("No goal yet", "Goals and commitments from sessions stand here.", icon="target")
            )

    def _add_card(self, card: GoalCard) -> None:
        card.worded.connect(self._word)
        card.step_added.connect(self._add_step)
        card.reviewed.connect(self._review)
        card.closed.connect(self._close)
        card.reopened.connect(self._reopen)
        self.cards.append(card)
        self._list.put(card)

    # -- acting ---------------------------------------------------------------------------------

    def _word(self, goal_id: str, field: str, text: str) -> None:
        """Words of a goal can't be empty: the last ones stand until there are others."""
        if field == "words" and not text.strip():
            return
        patch, client_id = self.desk.threads.patch_goal, self._client_id
        self.desk.autosave.put(
            ("goal", goal_id, field),
            lambda: patch(GoalId(goal_id), {field: text}),
            lambda: Words("goal", goal_id, field, text, client_id),
        )

    def _add_goal(self) -> None:
        words = self.new_goal.text().strip()
        if not words:
            self._field.set_error("A goal needs words. Nothing was added yet.")
            return
        today = local(self.desk.clock(), self.desk.zone).date()
        self._field.clear_message()
        if self._try(lambda: self.desk.threads.add_goal(self._client_id, words, today)):
            self.new_goal.set_text("")
            self.new_goal.setFocus()

    def _add_step(self, goal_id: str, words: str) -> None:
        add = partial(self.desk.threads.add_action, self._client_id, words, [("goal_id", goal_id)])
        if self._try(add):
            card = next((one for one in self.cards if one.goal_id == goal_id), None)
            if card is not None:
                card.show()
                card.step.setFocus()

    def _review(self, action_id: str, status: str) -> None:
        self._try(lambda: self.desk.threads.review_action(ActionId(action_id), status))

    def _close(self, goal_id: str) -> None:
        today = local(self.desk.clock(), self.desk.zone).date()
        if self._try(lambda: self.desk.threads.close_goal(GoalId(goal_id), today)):
            self.undo_offered.emit("The goal is closed.", partial(self._reopen, goal_id))

    def _reopen(self, goal_id: str) -> None:
        self._try(lambda: self.desk.threads.patch_goal(GoalId(goal_id), {"closed_on": None}))

    def _try(self, write: Callable[[], object]) -> bool:
        self.desk.autosave.flush()
        try:
            write()
        except KetaCounselError as refusal:
            self._field.set_error(refusal.sentence)
            return False
        self.tell(Saved(self.desk.clock(), frozenset({Topic.GOALS})))
        return True

    # -- coming and going -----------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        for card in self.cards:
            if go.thing and card.goal_id == go.thing:
                card.words.setFocus()

    def focus_first(self) -> None:
        self.new_goal.setFocus()

    def acts(self) -> tuple[Act, ...]:
        return (Act("Add a goal", self.new_goal.setFocus),)

    def place(self) -> Mapping[str, object]:
        return {"scroll": self._page.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        scroll = place.get("scroll")
        self._page.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)


def _shape(goal: Goal) -> Hashable:
    """What a card is built from; its words are typed into it and do not count."""
    return (goal.id, goal.since_on, goal.closed_on, tuple(map(_step, goal.actions)))


def _step(action: Action) -> Hashable:
    return (action.id, action.words, action.status, action.due_on, len(action.reviews))
