"""The runner's own bars: who and how long above, the steps in a narrow window, back and next below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ketacounsel.ui.chrome.saved import SavedStatus
from ketacounsel.ui.screens.session.viewmodel import StepLine
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.layout import column, holder, row
from ketacounsel.ui.widgets.marks import Ring, StepSegments
from ketacounsel.ui.widgets.menu import Menu
from ketacounsel.ui.widgets.text import ElidedText, Text

TOP, NARROW, FOOT = 64, 52, 72


class _Bar(QFrame):
    """A band across the window whose height follows the interface size."""

    def __init__(self, name: str, edge: str, height: int) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setProperty("edge", edge)
        self.setAccessibleName(name)
        self._height = height
        self._rescale()
        hub().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setFixedHeight(theme().px(self._height))


class TopBar(_Bar):
    """Back, who and what, the clock, what is saved, and what can be done with the whole session.

    Signals:
        back_requested: leave; the session runs on.
        client_view_requested: F9.
        pause_requested: stop the clock.
        end_requested: the session is over.
    """

    back_requested = Signal()
    client_view_requested = Signal()
    pause_requested = Signal()
    end_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Session", "bottom", TOP)
        self.back = IconButton("arrow-left", "Leave; the session runs on", size=20)
        self._who, self._what = ElidedText("", "row", "text", 500), ElidedText("", "caption", "muted")
        self.ring = Ring()
        self._time, self._step_time = Text("", "body", "text", 500), Text("", "caption", "muted")
        self.saved = SavedStatus()
        self._view = Button("Client view", "soft", "eye-off", key_hint="F9")
        self._view_icon = IconButton("eye-off", "Client view, F9")
        self._pause, self._end = Button("Pause", "soft", "pause"), Button("End session", "soft")
        self._pause_icon = IconButton("pause", "Pause")
        self._more = IconButton("ellipsis", "More: pause, end session")
        self._lay_out()
        for button, signal in (
            (self.back, self.back_requested),
            (self._view, self.client_view_requested),
            (self._view_icon, self.client_view_requested),
            (self._pause, self.pause_requested),
            (self._pause_icon, self.pause_requested),
            (self._end, self.end_requested),
        ):
            button.clicked.connect(signal)
        self._more.clicked.connect(self._open_more)

    def _lay_out(self) -> None:
        who = holder(column(None, self._who, self._what, None, gap=0))
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._clock = holder(row(self.ring, column(None, self._time, self._step_time, None, gap=0), gap=12))
        self._clock.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        right = row(
            None,
            self.saved,
            self._view,
            self._view_icon,
            self._pause,
            self._pause_icon,
            self._end,
            self._more,
            gap=12,
        )
        self._line = row(self.back, gap=12, margins=(16, 0, 20, 0))
        self._line.addWidget(who, 1)
        self._line.addWidget(self._clock)
        self._right = holder(right)
        self._line.addWidget(self._right, 1)
        self.setLayout(self._line)

    def set_session(self, who: str, what: str) -> None:
        self._who.setText(who)
        self._what.setText(what)

    def set_clock(self, minutes: int, planned: int, step_words: str) -> None:
        """31 of 50 min; past the end 52 min, 2 over. Minutes only."""
        over = minutes - planned
        said = f"{minutes} of {planned} min" if over <= 0 else f"{minutes} min, {over} over"
        self._time.setText(said)
        self._step_time.setText(step_words)
        self.ring.set_share(minutes / planned if planned else 0, said)

    def set_room(self, width: int) -> None:
        """`width` is that of the window at 100 %."""
        wide, tight = width >= 1180, width < 900
        self._view.setVisible(wide)
        self._view_icon.setVisible(not wide)
        self._pause.setVisible(wide)
        self._pause_icon.setVisible(not wide and not tight)
        self._end.setVisible(not tight)
        self._more.setVisible(tight)
        self.ring.setVisible(not tight)
        self._step_time.setVisible(wide)
        self._line.setStretchFactor(self._right, 1 if wide else 0)

    def _open_more(self) -> None:
        menu = Menu("More", self)
        menu.add("Pause", self.pause_requested.emit, icon="pause")
        menu.add("End session", self.end_requested.emit, icon="check")
        menu.open_below(self._more)


class NarrowBar(_Bar):
    """Step 6 of 9 as a menu, the segments, and the two drawers.

    Signals:
        chosen: a step was picked (its key).
        change_requested: another template is wanted.
        modality_requested: how the session is held should change.
        infusion_requested: open the infusion's drawer.
        jotting_requested: open the jotting's drawer.
    """

    chosen = Signal(str)
    change_requested = Signal()
    modality_requested = Signal()
    infusion_requested = Signal()
    jotting_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Steps", "bottom", NARROW)
        self.setProperty("role", "stepbar")
        self._lines: Sequence[StepLine] = ()
        self._can_change = False
        self.steps = Button("", "soft", "list-checks", trailing_icon="chevron-down")
        self.segments = StepSegments()
        self._gap = QWidget()
        self.infusion = Button("Infusion", "infusion_soft", "droplet")
        self.jotting = Button("Jotting", "soft", "lock")
        self.steps.clicked.connect(self._open_steps)
        self.infusion.clicked.connect(self.infusion_requested)
        self.jotting.clicked.connect(self.jotting_requested)
        line = row(self.steps, gap=14, margins=(16, 0, 16, 0))
        line.addWidget(self.segments, 1)
        line.addWidget(self._gap, 1)
        line.put(self.infusion, self.jotting)
        self.setLayout(line)

    def set_lines(
        self, lines: Sequence[StepLine], number: int, count: int, *, can_change: bool, infusion: str
    ) -> None:
        self._lines, self._can_change = lines, can_change
        at = next((place for place, one in enumerate(lines) if one.state == "current"), 0)
        self.steps.set_text("Safety follow-up" if lines and lines[at].safety else f"Step {number} of {count}")
        self.steps.setAccessibleName(f"{self.steps.text()}, choose a step")
        self.segments.set_steps(len(lines), at, [n for n, one in enumerate(lines) if one.state == "done"])
        self.infusion.set_text(infusion)
        plan = bool(lines) and lines[at].safety
        self.infusion.set_icon("life-buoy" if plan else "droplet")
        self.infusion.set_kind("soft" if plan else "infusion_soft")

    def set_room(self, width: int, *, steps: bool) -> None:
        """`steps`: the list of steps is gone and stands here instead."""
        self.steps.setVisible(steps)
        self.segments.setVisible(steps and width >= 800)
        self._gap.setVisible(not steps or width < 800)

    def _open_steps(self) -> None:
        menu = Menu("Steps", self)
        for line in self._lines:
            icon = "check" if line.state == "done" else "arrow-right" if line.state == "current" else ""
            title = line.title if line.safety else f"{line.number}  {line.title}"
            menu.add(title, partial(self.chosen.emit, line.key), icon=icon)
        menu.addSeparator()
        if self._can_change:
            menu.add("Change the template…", self.change_requested.emit)
        menu.add("How the session is held…", self.modality_requested.emit)
        menu.open_below(self.steps)


class FootBar(_Bar):
    """Back, the quiet acts, and Next with the name of what comes.

    Signals:
        back_requested: the step before.
        skip_requested: leave this step out.
        add_requested: add a step here.
        safety_requested: a safety check, at any time.
        defer_requested: not now, remind me before I end.
        next_requested: go on.
    """

    back_requested = Signal()
    skip_requested = Signal()
    add_requested = Signal()
    safety_requested = Signal()
    defer_requested = Signal()
    next_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Steps and next", "top", FOOT)
        self.back = Button("Back", "soft", "arrow-left")
        self.skip = Button("Skip this step", "muted")
        self.add = Button("Add a step", "muted", "plus")
        self.safety = Button("Safety check", "muted", "shield-alert")
        self.more = IconButton("ellipsis", "More: skip, add a step, safety check", "muted")
        self.defer = Button("Not now, remind me before I end", "muted")
        self._goes = Text("Goes into the note under Risk", "small", "muted")
        self.next = Button("Next", "primary", trailing_icon="arrow-right", key_hint="Ctrl ↵", large=True)
        middle = row(self.skip, self.add, self.safety, self.more, gap=8)
        line = row(self.back, 4, self.defer, gap=8, margins=(24, 0, 24, 0))
        line.addStretch(1)
        line.addLayout(middle)
        line.addStretch(1)
        line.put(self._goes, self.next)
        self.setLayout(line)
        self._safety_step, self._tight = False, False
        for button, signal in (
            (self.back, self.back_requested),
            (self.skip, self.skip_requested),
            (self.add, self.add_requested),
            (self.safety, self.safety_requested),
            (self.defer, self.defer_requested),
            (self.next, self.next_requested),
        ):
            button.clicked.connect(signal)
        self.more.clicked.connect(self._open_more)

    def set_step(self, next_title: str, *, first: bool, safety: bool) -> None:
        """What comes next; at the last step the end of the session."""
        self._safety_step = safety
        self.back.setEnabled(not first)
        words = "Record and continue" if safety else f"Next: {next_title}" if next_title else "End session"
        if self.next.text() != words:
            self.next.set_text(words)
        self._show()

    def set_room(self, width: int) -> None:
        self._tight = width < 900
        narrow = width < 1180
        self.skip.set_text("Skip" if narrow else "Skip this step")
        self.add.set_text("Add" if narrow else "Add a step")
        self._goes.setVisible(self._safety_step and not narrow)
        self.next.set_large(width >= 900)
        self.next.set_key_hint("Ctrl ↵" if width >= 900 else "")
        self._show()

    def _show(self) -> None:
        self.defer.setVisible(self._safety_step)
        self._goes.setVisible(self._safety_step and not self._tight)
        for button in (self.skip, self.add, self.safety):
            button.setVisible(not self._safety_step and not self._tight)
        self.more.setVisible(not self._safety_step and self._tight)

    def _open_more(self) -> None:
        menu = Menu("More", self)
        menu.add("Skip this step", self.skip_requested.emit)
        menu.add("Add a step…", self.add_requested.emit, icon="plus")
        menu.add("Safety check", self.safety_requested.emit, icon="shield-alert")
        menu.open_below(self.more)
