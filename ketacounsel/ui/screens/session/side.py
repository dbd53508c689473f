"""What stands beside the session: its infusion, the client's intention, the last small step, the jotting."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.core.place import day_words, hours_words, point_of
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.theme import theme
from ketacounsel.ui.when import clock_words, day_and_time
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import empty, paint_edge
from ketacounsel.ui.widgets.chip import Chip, IconLabel, KeyHint
from ketacounsel.ui.widgets.layout import Box, Grid, column, holder, row, rule, scrolled
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock

NOT_RECEIVED = "Not received"
INNER, BAR = (20, 20, 20, 12), 14
STATUS = {"kept": "Kept", "partly": "Partly kept", "not": "Not yet", "changed": "Changed", "let_go": "Let go"}


class InfusionFacts(QWidget):
    """The linked infusion and what the client brings to it.

    Signals:
        link_requested: an infusion should be linked.
    """

    link_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._body: Box = column(gap=0)
        self.setLayout(self._body)
        self.setAccessibleName("Infusion")

    def show_side(self, runner: Runner) -> None:
        """Everything anew; a few labels only."""
        empty(self._body)
        side = runner.side
        self._head(runner)
        if side.infusion is not None:
            self._facts(runner, side.infusion)
        if side.told_clinic:
            self._section(f"What {runner.words('{they}')} told the clinic", quoted(side.told_clinic))
        if side.intention is not None:
            self._section("Intention", quoted(side.intention.words))
        if side.last_action is not None:
            status = STATUS.get(side.last_action.status, "")
            self._section("Last small step", side.last_action.words, status)
        self._body.put(None)

    def _head(self, runner: Runner) -> None:
        side = runner.side
        if side.infusion is None:
            link = Button("Link an infusion…", "quiet", "droplet")
            link.clicked.connect(self.link_requested)
            words = "This session stands by itself. Link one when it is about an infusion."
            self._body.put(
                HeadingLabel("No infusion linked", "section"), 6, TextBlock(words, "small", "muted")
            )
            self._body.put(4, row(link, None))
            return
        chip = Chip(_chip_words(runner, side.infusion), "infusion")
        self._body.put(row(HeadingLabel(f"Infusion {side.infusion.number}", "section"), None, chip))

    def _facts(self, runner: Runner, infusion: Infusion) -> None:
        grid = Grid(12, 7)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme().px(80))
        for line, (name, said) in enumerate(facts_of(infusion).items()):
            label = Text(name, "small", "muted")
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextBlock(said, "small", "faint" if said == NOT_RECEIVED else "text"), line, 1)
        self._body.put(12, holder(grid))

    def _section(self, title: str, said: str, status: str = "") -> None:
        self._body.put(16, rule(), 16, Text(title, "body", "text", 600), 6, TextBlock(said, "small", "muted"))
        if status:
            self._body.put(2, Text(status, "small", "accent", 600))


class _Words(LongText):
    """On the card's own ground; the ring keeps off the letters."""

    def focus_rect(self) -> QRect:
        px = theme().px
        return self.rect().adjusted(-px(5), -px(2), px(5), px(2))


class JottingCard(QFrame):
    """Private words, apart from the record.

    Signals:
        edited: a person changed the words.
    """

    edited = Signal(str)

    def __init__(self, *, tall: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("edge", "private")
        self.setAccessibleName("Private jotting")
        self.area = _Words(
            "Private jotting",
            placeholder="For your eyes only",
            min_height=220 if tall else 88,
            share=0.5 if tall else 0.3,
            role="small",
            line=18,
        )
        self.area.setProperty("plain", True)
        head = row(
            IconLabel("lock", "text_muted", 16), Text("Private jotting", "body", "text", 600), None, gap=8
        )
        head.put(KeyHint("Ctrl J"))
        words = TextBlock("Kept apart from the record. Never in notes or reports.", "caption", "faint")
        self.setLayout(column(head, self.area, words, gap=6, margins=(14, 12, 14, 12)))
        self.area.text_edited.connect(lambda: self.edited.emit(self.area.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_edge(self)

    def take_keyboard(self) -> None:
        self.area.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.area.moveCursor(QTextCursor.MoveOperation.End)


class SidePanel(QFrame):
    """The right side of a wide window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName("Beside the session")
        self.facts, self.jotting = InfusionFacts(), JottingCard()
        self.plan: QWidget | None = None
        inner = QWidget()
        self._inner = column(self.facts, gap=0, margins=INNER)
        inner.setLayout(self._inner)
        self._area = scrolled(inner)
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        self._foot = QWidget()
        self._foot.setLayout(column(self.jotting, margins=(20, 12, 20, 20)))
        whole = column(gap=0)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._foot)
        self.setLayout(whole)

    def _keep_edge(self, _least: int, most: int) -> None:
        """The bar stands in the margin, so that all of it ends where the jotting below ends."""
        left, top, right, bottom = INNER
        self._inner.set_margins((left, top, right - (BAR if most else 0), bottom))

    def show_plan(self, plan: QWidget | None) -> None:
        """The safety plan instead of the infusion while a safety follow-up is open."""
        if self.plan is not None:
            self._inner.removeWidget(self.plan)
            self.plan.hide()
            self.plan.deleteLater()
        self.plan = plan
        self.facts.setVisible(plan is None)
        if plan is not None:
            self._inner.insertWidget(0, plan)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._area.verticalScrollBar().setValue(0)


def quoted(said: str) -> str:
    """In quotation marks, unless the words have their own."""
    return said if "“" in said or '"' in said else f"“{said}”"


def facts_of(infusion: Infusion) -> dict[str, str]:
    """When, dose, setting, aftereffects, as far as the clinic told."""
    told = infusion.details
    setting = "; ".join(part for part in (*told.setting_tags, told.setting_words) if part)
    effects = "; ".join(_effect(one, told.zone) for one in infusion.effects)
    facts = {"When": day_and_time(told.starts_at, told.zone)}
    if infusion.given:
        facts["Dose"] = _dose(infusion) or NOT_RECEIVED
        facts["Setting"] = setting or NOT_RECEIVED
        facts["Aftereffects"] = effects or "None recorded"
    elif setting:
        facts["Setting"] = setting
    return facts


def _dose(infusion: Infusion) -> str:
    told = infusion.details
    per_kg = f"{told.dose_mg_per_kg:g} mg/kg" if told.dose_mg_per_kg is not None else ""
    whole = f"{told.dose_mg:g} mg" if told.dose_mg is not None else ""
    dose = f"{per_kg} ({whole})" if per_kg and whole else per_kg or whole
    minutes = f"{told.duration_min} min" if told.duration_min else ""
    return ", ".join(part for part in (dose, told.route, minutes) if part)


def _effect(one: AdverseEffect, zone: str) -> str:
    parts = [one.kind, SEVERITIES.get(one.severity, "")]
    if one.settled_at is not None:
        parts.append(f"settled {clock_words(one.settled_at, zone)}")
    elif one.still_there:
        parts.append("still there")
    return ", ".join(part for part in parts if part)


def _chip_words(runner: Runner, infusion: Infusion) -> str:
    day = day_words(point_of(infusion).day(runner.head.started_at or runner.now()))
    words = day[:1].upper() + day[1:]
    if runner.side.hours_since is None:
        return words
    return f"{words} · {hours_words(runner.side.hours_since)}"
