"""The first tab: the course as a picture, what happened last, and what stands beside it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ketacounsel.core.course_chart import infusion_of_effect
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.workspace import Entry, Workspace
from ketacounsel.ui.chrome.page import Page
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.in_steps import dress
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.screens.client.course_card import CourseCard
from ketacounsel.ui.screens.client.latest_card import LatestCard
from ketacounsel.ui.screens.client.side_cards import GoalsCard, IntentionCard, SafetyCard, WindowCard
from ketacounsel.ui.screens.client.tab import TabPage, gap_below_tabs
from ketacounsel.ui.widgets.layout import column


@dataclass(slots=True)
class Cards:
    """What stands on the page."""

    course: CourseCard = field(default_factory=CourseCard)
    latest: LatestCard = field(default_factory=LatestCard)
    window: WindowCard = field(default_factory=WindowCard)
    intention: IntentionCard = field(default_factory=IntentionCard)
    goals: GoalsCard = field(default_factory=GoalsCard)
    safety: SafetyCard = field(default_factory=SafetyCard)


class OverviewTab(TabPage):
    """The client's course at a glance; every mark and line opens its thing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, cards: Cards | None = None) -> None:
        super().__init__(desk, parent)
        self._work: Workspace | None = None
        made = cards or Cards()
        self.course, self.latest = made.course, made.latest
        self.window_card, self.intention = made.window, made.intention
        self.goals, self.safety = made.goals, made.safety
        self.sheet = Page(side_width=340, gap=16)
        self.sheet.setObjectName("page")
        self.setLayout(column(self.sheet, gap=0))  # before it is filled: else all of it is dressed again
        self.sheet.head.put(gap_below_tabs())
        self.sheet.main.put(self.course, self.latest)
        self.sheet.side.put(self.window_card, self.intention, self.goals, self.safety)
        self._connect()

    def _connect(self) -> None:
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.course.toggle_table)
        self.course.opened.connect(self._open_mark)
        self.course.give_requested.connect(self._give)
        self.course.plan_requested.connect(lambda: self._go("infusions", act="add"))
        self.latest.opened.connect(self._open_entry)
        self.latest.all_requested.connect(lambda: self._go("sessions"))
        self.window_card.book_requested.connect(self._book)
        self.goals.opened.connect(lambda goal: self._go("goals", goal))
        self.safety.opened.connect(self._open_follow_up)
        self.safety.plan_requested.connect(lambda: self._go("plan"))

    def show_workspace(self, workspace: Workspace) -> None:
        self._work, now = workspace, self.desk.clock()
        measures = tuple(self.desk.measures.measures().values())
        self.course.show_workspace(workspace, measures, now)
        self.latest.show_entries(workspace.latest)
        if workspace.window is not None:
            self.window_card.show_window(workspace.window, now)
        self.window_card.setVisible(workspace.window is not None)
        self.intention.show_workspace(workspace)
        self.intention.setVisible(bool(workspace.infusions) or workspace.intention is not None)
        self.goals.show_workspace(workspace)
        self.safety.show_workspace(workspace, now)
        self._order_side()

    def _order_side(self) -> None:
        """An open follow-up comes first."""
        side = self.sheet.side
        wanted = 0 if self.safety.is_open else side.count() - 1
        if side.indexOf(self.safety) != wanted:
            side.removeWidget(self.safety)
            side.insertWidget(wanted, self.safety)
            first, then = (self.safety, self.window_card) if wanted == 0 else (self.goals, self.safety)
            QWidget.setTabOrder(first, then)

    def focus_first(self) -> None:
        if self.course.measure_switch is not None:
            self.course.measure_switch.focus_first()

    def acts(self) -> tuple[Act, ...]:
        return (Act("Show the course as a table or a chart", self.course.toggle_table, "T"),)

    def place(self) -> Mapping[str, object]:
        return {**self.course.place(), "scroll": self.sheet.area.verticalScrollBar().value()}

    def return_to(self, place: Mapping[str, object]) -> None:
        self.course.return_to(dict(place))
        scroll = place.get("scroll")
        self.sheet.area.verticalScrollBar().setValue(scroll if isinstance(scroll, int) else 0)

    # -- opening things -------------------------------------------------------------------------

    def _go(self, tab: str, thing: str = "", act: str = "") -> None:
        if self._work is not None:
            go = Go("client", client_id=self._work.client.id, tab=tab, thing=thing, act=act)
            self.go_requested.emit(go)

    def _open_mark(self, kind: str, thing: str) -> None:
        if kind == "effect" and self._work is not None:
            self._go("infusions", infusion_of_effect(self._work, thing))
        elif kind == "session":
            self._open_session(thing)
        else:
            self._go("infusions" if kind == "infusion" else "measures", thing)

    def _open_entry(self, entry: Entry) -> None:
        if entry.kind == "session":
            self._open_session(entry.id)
            return
        tabs = {"infusion": "infusions", "measure": "measures", "plan": "plan"}
        self._go(tabs.get(entry.kind, "sessions"), entry.id)

    def _open_session(self, session_id: str) -> None:
        """Its note when there is one; a booked one is shown in its list; one that was held, as it was."""
        heads = self._work.sessions if self._work is not None else ()
        head = next((one for one in heads if one.id == session_id), None)
        if head is None or head.state == "booked":
            self._go("sessions", session_id)
        elif head.note_id:
            self.go_requested.emit(Go("note", client_id=head.client_id, thing=head.note_id))
        else:
            self.go_requested.emit(Go("session", client_id=head.client_id, thing=head.id))

    def _open_follow_up(self, one: FollowUp) -> None:
        heads = self._work.sessions if self._work is not None else ()
        running = next((head for head in heads if head.id == one.session_id), None)
        if running is not None and running.state in ("running", "paused"):
            self.go_requested.emit(Go("session", client_id=one.client_id, thing=running.id))
        else:
            self._go("plan", one.id)

    def _give(self, measure_id: str) -> None:
        if self._work is not None:
            go = Go("measure", client_id=self._work.client.id, thing=measure_id, act="table")
            self.go_requested.emit(go)

    def _book(self) -> None:
        if self._work is not None and self._work.window is not None:
            at = self.desk.infusions.propose_session(self._work.window.infusion_id, self.desk.clock())
            open_booking(self.desk, self._work.client.id, self, at=at)


def in_steps(desk: Desk, parent: QWidget) -> Generator[None, None, OverviewTab]:
    """The page, its cards first, and each part of it dressed before it is shown."""
    course = CourseCard()
    yield
    latest, window = LatestCard(), WindowCard()
    yield
    cards = Cards(course, latest, window, IntentionCard(), GoalsCard(), SafetyCard())
    yield
    page = OverviewTab(desk, parent, cards)
    yield
    yield from dress(page)
    return page
