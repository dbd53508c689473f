"""The infusions of a client: a list at the left, the record of one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import InfusionId
from ketacounsel.core.infusions import AdverseEffect, Infusion, VitalSign
from ketacounsel.core.place import day_words as day_number
from ketacounsel.core.place import last_given, point_of
from ketacounsel.core.workspace import Workspace
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.parts.add_infusion import open_add_infusion
from ketacounsel.ui.parts.booking import open_booking
from ketacounsel.ui.parts.course_sheet import open_course
from ketacounsel.ui.screens.client.effect_sheet import EffectSheet
from ketacounsel.ui.screens.client.effects_block import EffectsBlock
from ketacounsel.ui.screens.client.experience_block import ExperienceBlock
from ketacounsel.ui.screens.client.infusion_list import InfusionList, short_name
from ketacounsel.ui.screens.client.infusion_pages import InfusionColumns
from ketacounsel.ui.screens.client.infusion_state import CancelSheet, OfferLine, StateLine
from ketacounsel.ui.screens.client.linked_card import LinkedCard
from ketacounsel.ui.screens.client.monitoring_block import MonitoringBlock
from ketacounsel.ui.screens.client.tab import TabPage
from ketacounsel.ui.screens.client.treatment_block import TreatmentBlock
from ketacounsel.ui.screens.client.vital_sheet import LABELS, VitalSheet
from ketacounsel.ui.when import day_and_time
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.field import ComboField
from ketacounsel.ui.widgets.layout import column


class InfusionsTab(TabPage):
    """One infusion's record is shown; every field writes itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._work: Workspace | None = None
        self._shown = ""
        self.list, self.switch = InfusionList(), ComboField("Infusion")
        self.treatment, self.experience = TreatmentBlock(desk), ExperienceBlock(desk)
        self.state, self.offer = StateLine(), OfferLine()
        self.treatment.add_state(self.state.chip, self.state.more)
        self.treatment.body.insertWidget(0, self.state)
        self.treatment.body.insertWidget(1, self.offer)
        self.effects, self.monitoring, self.linked = EffectsBlock(), MonitoringBlock(desk), LinkedCard()
        self._columns = InfusionColumns(
            self.list,
            self.switch,
            (self.treatment, self.experience),
            (self.effects, self.monitoring, self.linked),
        )
        self._plan = Button("Plan the first infusion", "secondary")
        self._none = _none_yet(self._plan)
        self._pages = QStackedWidget()
        self.setLayout(
            column(self._pages, gap=0)
        )  # before it is filled: what it shows first is dressed at once
        self._pages.addWidget(self._columns)
        self._pages.addWidget(self._none)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self.select)
        self.switch.chosen.connect(self._choose_at)
        for block in (self.treatment, self.experience, self.monitoring):
            block.edited.connect(self._on_edited)
        self.treatment.moved.connect(self._move)
        self.state.state_chosen.connect(self._set_state)
        self.state.cancel_requested.connect(self._ask_reason)
        self.state.course_requested.connect(self._open_course)
        self.offer.booked.connect(self._book)
        self.offer.other_requested.connect(self._book_other)
        self.effects.add_requested.connect(lambda: self._open_effect(None))
        self.effects.edit_requested.connect(self._open_effect)
        self.effects.settle_requested.connect(self._settle)
        self.effects.remove_requested.connect(self._remove_effect)
        self.monitoring.add_requested.connect(lambda: self._open_vital(None))
        self.monitoring.edit_requested.connect(self._open_vital)
        self.linked.opened.connect(self._open_session)
        self._plan.clicked.connect(self._add)

    # -- showing --------------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        another = self._work is None or self._work.client.id != workspace.client.id
        self._work = workspace
        ids = [one.id for one in workspace.infusions]
        if another or self._shown not in ids:
            self._shown = self._first_choice(workspace)
            self.offer.hide()
        self._pages.setCurrentWidget(self._columns if ids else self._none)
        self.list.show_infusions(workspace.infusions, workspace.courses)
        self.switch.clear()
        self.switch.addItems([short_name(one) for one in workspace.infusions])
        self._show_chosen()

    def _first_choice(self, work: Workspace) -> str:
        """The last one given, else the first planned."""
        last = last_given(self.desk.clock(), [point_of(one) for one in work.infusions])
        ids = [one.id for one in work.infusions]
        return last.id if last is not None else next(iter(ids), "")

    @property
    def infusion(self) -> Infusion | None:
        """The one that is shown."""
        known = self._work.infusions if self._work is not None else ()
        return next((one for one in known if one.id == self._shown), None)

    def select(self, infusion_id: str) -> None:
        """Show another one; what was typed in this one is written first."""
        if infusion_id and infusion_id != self._shown:
            self.desk.autosave.flush()
            self._shown = infusion_id
            self.offer.hide()
        self._show_chosen()

    def _choose_at(self, at: int) -> None:
        if self._work is not None:
            self.select(self._work.infusions[at].id)

    def _show_chosen(self) -> None:
        infusion, work = self.infusion, self._work
        if infusion is None or work is None:
            return
        self.list.select(infusion.id)
        self.switch.select([one.id for one in work.infusions].index(infusion.id))
        self.state.show_infusion(infusion)
        prescribers = self.desk.practice.prescribers()
        self.treatment.show_record(infusion, prescribers, self._before(infusion), work.client.prescriber)
        self.experience.show_record(infusion, self.desk.infusions.usual_setting_tags(work.client.id))
        self.effects.show_infusion(infusion)
        self.monitoring.show_infusion(infusion)
        self.linked.show_links(infusion, work, self.desk.clock())

    def _before(self, infusion: Infusion) -> Infusion | None:
        """The infusion given before this one: doses are compared with it."""
        begun = infusion.details.starts_at
        known = self._work.infusions if self._work is not None else ()
        return max(
            (one for one in known if one.given and one.details.starts_at < begun),
            key=lambda one: one.details.starts_at,
            default=None,
        )

    def _on_edited(self, infusion: Infusion) -> None:
        """A field was typed in: everything that shows this infusion says so at once."""
        known = self.infusion
        if self._work is None or known is None or infusion.id != known.id:
            return
        self._work = replace(
            self._work,
            infusions=tuple(infusion if one.id == infusion.id else one for one in self._work.infusions),
        )
        for block in (self.treatment, self.experience, self.monitoring):
            block.infusion = infusion
        self.list.renew(infusion)

    # -- writing at once ------------------------------------------------------------------------

    def _written(self, saved: Saved) -> None:
        self.tell(saved)

    def _move(self, at: datetime) -> None:
        if self.infusion is not None and at != self.infusion.details.starts_at:
            self.desk.autosave.flush()
            self._written(self.desk.infusions.patch(self.infusion.id, {"starts_at": at}))

    def _set_state(self, state: str) -> None:
        infusion = self.infusion
        if infusion is None:
            return
        self.desk.autosave.flush()
        first_said = not infusion.given
        self._written(self.desk.infusions.patch(infusion.id, {"state": state}))
        if first_said and state in ("waiting", "complete", "stopped_early"):
            self._offer_booking(infusion.id)

    def _ask_reason(self) -> None:
        infusion_id = self._shown
        sheet = CancelSheet(
            lambda reason: self._written(self.desk.infusions.cancel(InfusionId(infusion_id), reason))
        )
        sheet.opened_by = ("cancel", infusion_id)
        sheet.open_over(self)

    def _offer_booking(self, infusion_id: InfusionId) -> None:
        """It was recorded as given: a free time on day +2 is proposed, when none is booked yet."""
        work, infusion = self._work, self.infusion
        if (
            work is None
            or infusion is None
            or (work.window is not None and work.window.booked_at is not None)
        ):
            return
        at = self.desk.infusions.propose_session(infusion_id, self.desk.clock())
        if at is None:
            return
        day = day_number(point_of(infusion).day(at))
        words = f"Book the integration session? {day_and_time(at, self.desk.zone)} is free and on {day}."
        self.offer.offer(at, words)
        announce(self.offer, words)

    def _book(self, at: datetime) -> None:
        if self._work is not None:
            made = self.desk.sessions.book(self._work.client.id, at, zone=self.desk.zone)
            self._written(Saved(self.desk.clock(), frozenset({Topic.SESSIONS}), id=made))

    def _book_other(self, at: datetime) -> None:
        if self._work is not None:
            open_booking(self.desk, self._work.client.id, self, at=at)

    # -- adverse effects and readings -----------------------------------------------------------

    def _open_effect(self, effect: AdverseEffect | None) -> None:
        if self.infusion is not None:
            sheet = EffectSheet(self.infusion, effect, self._keep_effect)
            sheet.opened_by = ("effect", self._shown, effect.id if effect else "")
            sheet.open_over(self)

    def _keep_effect(self, effect: AdverseEffect) -> None:
        if self._work is not None:
            self._written(self.desk.infusions.put_effect(self._work.client.id, effect))

    def _settle(self, effect: AdverseEffect) -> None:
        self._written(self.desk.infusions.settle_effect(effect.id, self.desk.clock()))

    def _remove_effect(self, effect: AdverseEffect) -> None:
        gone = self.desk.infusions.remove_effect(effect.id)
        self._written(Saved(self.desk.clock(), frozenset({Topic.INFUSIONS}), id=effect.id))
        self.undo_offered.emit(f"{effect.kind} removed.", lambda: self._keep_effect(gone))

    def _open_vital(self, reading: VitalSign | None) -> None:
        infusion = self.infusion
        if infusion is None:
            return
        have = {one.label for one in infusion.vital_signs}
        proposed = next((label for label in LABELS if label not in have), "")
        sheet = VitalSheet(reading, self._keep_vital, self._remove_vital, proposed)
        sheet.opened_by = ("vital", infusion.id, reading.id if reading else "")
        sheet.open_over(self)

    def _keep_vital(self, reading: VitalSign) -> None:
        self._written(self.desk.infusions.put_vital(InfusionId(self._shown), reading))

    def _remove_vital(self, reading: VitalSign) -> None:
        gone = self.desk.infusions.remove_vital(reading.id)
        self._written(Saved(self.desk.clock(), frozenset({Topic.INFUSIONS}), id=reading.id))
        self.undo_offered.emit("The reading was removed.", lambda: self._keep_vital(gone))

    def open_again(self, kind: str, *ids: str) -> None:
        self.select(ids[0])
        infusion = self.infusion
        if infusion is None or infusion.id != ids[0]:
            return
        if kind == "cancel":
            self._ask_reason()
        elif kind == "effect":
            self._open_effect(next(one for one in infusion.effects if one.id == ids[1]) if ids[1] else None)
        elif kind == "vital":
            self._open_vital(
                next(one for one in infusion.vital_signs if one.id == ids[1]) if ids[1] else None
            )

    # -- going ----------------------------------------------------------------------------------

    def _open_session(self, session_id: str) -> None:
        heads = self._work.sessions if self._work is not None else ()
        head = next((one for one in heads if one.id == session_id), None)
        if head is None:
            return
        if head.note_id:
            self.go_requested.emit(Go("note", client_id=head.client_id, thing=head.note_id))
        elif head.state == "booked":
            self.go_requested.emit(Go("client", client_id=head.client_id, tab="sessions", thing=head.id))
        else:
            self.go_requested.emit(Go("session", client_id=head.client_id, thing=head.id))

    def _open_course(self, own: bool) -> None:
        infusion, work = self.infusion, self._work
        if infusion is None or work is None:
            return
        course = next((one for one in work.courses if one.id == infusion.course_id), None)
        open_course(self.desk, work.client.id, self, course if own else None)

    def _add(self) -> None:
        if self._work is not None:
            open_add_infusion(self.desk, self._work.client.id, self, self.select)

    def arrive(self, go: Go) -> None:
        if go.thing:
            self.select(go.thing)
            self.focus_first()

    def focus_first(self) -> None:
        chosen = [button for button in self.list.buttons() if button.isChecked()]
        stops = [self.switch] if self.switch.isVisible() else [*chosen, self._plan]
        next(iter(stops)).setFocus(Qt.FocusReason.OtherFocusReason)

    def acts(self) -> tuple[Act, ...]:
        if self.infusion is None:
            return ()
        return (
            Act("Add an adverse effect", lambda: self._open_effect(None)),
            Act("Change the course", lambda: self._open_course(True)),
            Act("Begin a new course", lambda: self._open_course(False)),
            Act("Add a reading of vital signs", lambda: self._open_vital(None)),
        )

    def place(self) -> Mapping[str, object]:
        caret = self.experience.words.textCursor().position() if self.experience.words.hasFocus() else -1
        return {"infusion": self._shown, "caret": caret, "scroll": self._columns.scrolled_to()}

    def return_to(self, place: Mapping[str, object]) -> None:
        self.select(str(place.get("infusion", "")))
        scroll, caret = place.get("scroll"), place.get("caret")
        if isinstance(caret, int) and caret >= 0:
            cursor = self.experience.words.textCursor()
            cursor.setPosition(min(caret, len(self.experience.words.text())))
            self.experience.words.setTextCursor(cursor)
            self.experience.words.setFocus()
        self._columns.scroll_to(scroll if isinstance(scroll, int) else 0)


def _none_yet(plan: Button) -> QWidget:
    card = Card()
    sentence = "A date and a time are enough. The rest can follow when the clinic’s record comes."
    card.body.put(EmptyState("No infusion yet", sentence, icon="infusion"))
    card.body.addWidget(plan, 0, Qt.AlignmentFlag.AlignHCenter)
    card.body.put(24)
    page = QWidget()
    page.setLayout(column(card, None, gap=0, margins=(32, 20, 32, 24)))
    return page
