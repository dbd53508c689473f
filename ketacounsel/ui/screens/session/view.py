"""The session runner: one step in the middle, everything typed on its way to the disk at once."""

from __future__ import annotations

from collections.abc import Generator, Mapping

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStackedWidget, QTextEdit, QWidget

from ketacounsel.core.changes import Topic
from ketacounsel.core.errors import AnotherRunning, KetaCounselError, NotOnDisk
from ketacounsel.core.ids import SessionId
from ketacounsel.core.rescue_words import Trouble
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go, Heading
from ketacounsel.ui.in_steps import dress, parts_in_steps
from ketacounsel.ui.screen import Screen
from ketacounsel.ui.screens.session import acts
from ketacounsel.ui.screens.session.arrivals import Arrivals
from ketacounsel.ui.screens.session.cover import PauseCover
from ketacounsel.ui.screens.session.frame import Parts, RunnerFrame
from ketacounsel.ui.screens.session.notice import Choice, Notice
from ketacounsel.ui.screens.session.pages import Pages
from ketacounsel.ui.screens.session.safety_plan import PlanView
from ketacounsel.ui.screens.session.viewmodel import Runner
from ketacounsel.ui.theme import hub
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.layout import column

CLOCK_MS = 5_000


class SessionScreen(Screen):
    """A session as it runs. Leaving it lets it run on."""

    shows = frozenset({Topic.SESSIONS, Topic.SAFETY, Topic.INFUSIONS, Topic.GOALS, Topic.MEASURES})
    whole_window = True

    def __init__(self, desk: Desk, parent: QWidget | None = None, frame: RunnerFrame | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("ground")
        self.runner: Runner | None = None
        self.frame, self.notice = frame or RunnerFrame(), Notice()
        self.pages = Pages(self.frame)
        self._both = QStackedWidget()
        self.setLayout(
            column(self._both, gap=0)
        )  # before it is filled: what it shows first is dressed at once
        self._both.addWidget(self.frame)
        self._both.addWidget(self.notice)
        self.cover = PauseCover(self)
        self._because = ""
        self._tick = QTimer(self)
        self._tick.setInterval(CLOCK_MS)
        self._tick.timeout.connect(self.show_clock)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self.acting, self.arrivals = acts.Acts(self), Arrivals(self)
        self._connect()

    @classmethod
    def in_steps(cls, desk: Desk, parent: QWidget | None) -> Generator[None, None, Screen]:
        frame = RunnerFrame((yield from parts_in_steps(Parts)))
        yield
        made = cls(desk, parent, frame)
        yield
        yield from dress(made)
        return made

    def _connect(self) -> None:
        top, foot, steps, narrow = self.frame.top, self.frame.foot, self.frame.steps, self.frame.narrow
        top.back_requested.connect(self.acting.leave_running)
        top.client_view_requested.connect(self.client_view_requested)
        top.pause_requested.connect(self.acting.pause)
        top.end_requested.connect(self.acting.end)
        foot.back_requested.connect(self.acting.previous)
        foot.next_requested.connect(self.acting.next)
        foot.skip_requested.connect(self.acting.skip)
        foot.add_requested.connect(self.acting.add_step)
        foot.safety_requested.connect(self.acting.check_safety)
        foot.defer_requested.connect(self.acting.defer)
        for bar in (steps, narrow):
            bar.chosen.connect(self.acting.go_to)
            bar.change_requested.connect(self.acting.change_template)
            bar.modality_requested.connect(self.acting.change_modality)
        narrow.infusion_requested.connect(self.acting.show_infusion)
        narrow.jotting_requested.connect(self.acting.jot)
        self.frame.side.jotting.edited.connect(self.acting.keep_jotting)
        self.frame.side.facts.link_requested.connect(self.acting.link_infusion)
        self.frame.band.retry_requested.connect(self.desk.autosave.flush)
        self.frame.band.place_requested.connect(self.rescue_place_requested)
        self.frame.band.words_requested.connect(self.words_requested)
        self.cover.resumed.connect(self.acting.resume)
        self.pages.edited.connect(self._edited)
        self.pages.scored.connect(self.acting.take_scored)
        self.pages.go_requested.connect(self.go_requested)
        self.pages.undo_offered.connect(self.undo_offered)
        self.desk.autosave.waiting_changed.connect(self._waiting)
        hub().changed.connect(self._look_changed)

    @property
    def _running(self) -> Runner:
        if self.runner is None:
            raise RuntimeError("no session is open")
        return self.runner

    # -- arriving ---------------------------------------------------------------------------------

    def arrive(self, go: Go) -> None:
        """The session that is meant, or a word about why there is none to show."""
        found = self.arrivals.find(go)
        if found is not None:
            self.open(found.session_id, found.because)

    def say(self, title: str, sentence: str, *choices: Choice) -> None:
        """Instead of a session."""
        self.forget()
        self.cover.hide()
        self._both.setCurrentWidget(self.notice)
        self.notice.say(title, sentence, *choices)

    def open(self, session_id: SessionId, because: str = "") -> None:
        """Show a session where it stands."""
        if self.runner is not None and self.runner.id == session_id:
            self.runner.let_go()
            self.runner.load()
            self.pages.reread()
        else:
            self.forget()
            self.runner = Runner(self.desk, session_id)
            self.pages.start(self.runner)
            self._because = because
        self._both.setCurrentWidget(self.frame)
        self.desk.practice.save_place({"go": self._where(), "within": {}})
        self.show_head()
        self.frame.side.jotting.area.set_text(self.runner.jotting)
        self.show_step(self.runner.current)
        if self.runner.head.state == "paused":
            self.cover.cover()
        else:
            self.cover.hide()

    def forget(self) -> None:
        """Let go of the session that was open here."""
        if self.runner is not None:
            self._settling.stop()
            self.runner.let_go()
            self.pages.clear()
            self.runner = None

    def _where(self) -> dict[str, str]:
        head = self._running.head
        return {"screen": "session", "client_id": head.client_id, "tab": "", "thing": head.id}

    # -- what is shown ----------------------------------------------------------------------------

    def show_head(self) -> None:
        """Who, what, and how it is held."""
        runner = self._running
        kind = {"prep": "Preparation", "infusion_day": "Infusion day", "integration": "Integration"}
        what = f"{kind.get(runner.head.kind, 'Session')} session"
        place = runner.side.place_words
        self.frame.top.set_session(runner.side.client_name, f"{what} · {place[:1].lower()}{place[1:]}")
        self.frame.steps.set_modality(runner.modality)
        self.frame.side.facts.show_side(runner)
        self.frame.fit()
        self.show_clock()

    def show_step(self, key: str, *, focus: bool = True) -> None:
        """Turn the middle to a step. The session's record follows by itself."""
        runner = self._running
        if key != runner.current:
            runner.go_to(key)
        page = self.pages.show(key)
        self._show_plan()
        self.show_steps()
        self.show_clock()
        announce(page, page.title.text())
        if focus and not page.take_keyboard():
            self.frame.foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settling.start(0)

    def _settle(self) -> None:
        self.pages.settle()
        self.pages.build_ahead()

    def show_steps(self) -> None:
        """The list, the narrow bar and the foot, as the answers make them."""
        runner = self._running
        lines, (number, count) = runner.lines(), runner.place()
        safety = runner.is_safety(runner.current)
        added = runner.added.get(runner.current)
        because = (
            f"Added because {added.because}. The session clock keeps running." if safety and added else ""
        )
        fresh = bool(self._because) and runner.is_untouched()
        self.frame.steps.set_lines(runner.template.short_title, runner.done_words(), lines, because)
        self.frame.steps.set_proposal(self._because if fresh else "")
        infusion = f"Infusion {runner.side.infusion.number}" if runner.side.infusion else "No infusion"
        infusion = "Safety plan" if safety else infusion
        self.frame.narrow.set_lines(lines, number, count, can_change=fresh, infusion=infusion)
        self.frame.foot.set_step(runner.next_title(), first=runner.previous() is None, safety=safety)
        self.pages.set_place(number, count, narrow=not self.frame.lists_steps)

    def show_clock(self) -> None:
        if self.runner is None:
            return
        minutes, here = self.runner.minutes()
        planned = self.runner.step.planned_min
        words = f"This step: {here} of {planned} min" if planned else f"This step: {here} min"
        self.frame.top.set_clock(minutes, self.runner.head.planned_min, words)

    def _show_plan(self) -> None:
        runner = self._running
        if not runner.is_safety(runner.current):
            if self.frame.side.plan is not None:
                self.frame.side.show_plan(None)
            return
        plan = PlanView(runner)
        go = Go("client", client_id=runner.client_id, tab="plan")
        plan.update_requested.connect(lambda: self.go_requested.emit(go))
        self.frame.side.show_plan(plan)

    def _look_changed(self) -> None:
        """Another interface size: the room for things is another."""
        if self.runner is not None:
            self.show_steps()

    def _edited(self) -> None:
        self.show_steps()

    def reread(self) -> None:
        if self.runner is None or self._both.currentWidget() is not self.frame:
            return
        self.runner.side = self.desk.sessions.context(self.runner.id)
        self.runner.read_follow_ups()
        self.frame.side.facts.show_side(self.runner)
        self.show_steps()

    # -- the shell asks ---------------------------------------------------------------------------

    def heading(self) -> Heading:
        return Heading("Session")

    def acts(self) -> tuple[Act, ...]:
        return self.acting.all() if self.runner is not None else ()

    def main_act(self) -> None:
        if self.runner is not None and not self.cover.isVisible() and not self.acting.has_sheet():
            self.acting.next()

    def show_saved(self, words: str) -> None:
        self.frame.top.saved.show_saved(words)
        if not self._words_beside():
            self.frame.band.hide()

    def _words_beside(self) -> bool:
        return self.desk.rescuer is not None and bool(self.desk.rescuer.beside())

    def show_saving(self) -> None:
        self.frame.top.saved.show_saving()

    def show_not_on_disk(self, trouble: Trouble) -> None:
        self.frame.top.saved.show_not_on_disk()
        self.frame.band.say(trouble)

    def show_problem(self, problem: KetaCounselError, *, kept: bool = False) -> None:
        self.frame.band.tell(problem, kept=kept)

    def show_refused(self, refusal: KetaCounselError) -> None:
        """A refusal that is not the disk's is said in the same place, without a promise to try again."""
        if isinstance(refusal, NotOnDisk):
            self.desk.autosave.refused.emit(refusal)
        elif isinstance(refusal, AnotherRunning):
            self.arrivals.ask_about(refusal, Go(**self._where()))
        else:
            self.frame.band.tell(refusal)

    def _waiting(self, waiting: bool) -> None:
        if not waiting and self.runner is not None and self.isVisible():
            self.show_steps()

    def regions(self) -> tuple[QWidget, ...]:
        if self._both.currentWidget() is self.notice:
            return (self.notice,)
        frame = self.frame
        return (frame.top, frame.narrow, frame.steps, frame.pages, frame.side, frame.foot)

    def open_again(self, kind: str, *ids: str) -> None:
        self.acting.open_again(kind, *ids)

    def place(self) -> Mapping[str, object]:
        if self.runner is None:
            return {}
        jotting = self.frame.side.jotting.area
        field, caret = ("", -1) if jotting.hasFocus() else self.pages.focused()
        return {
            "step": self.runner.current,
            "field": field,
            "caret": caret,
            "scroll": self.pages.scroll(),
            "jotting": jotting.textCursor().position() if jotting.hasFocus() else -1,
        }

    def return_to(self, place: Mapping[str, object]) -> None:
        if self.runner is None or self.runner.head.state == "paused":
            return
        step = str(place.get("step", ""))
        if any(one.key == step for one in self.runner.visible()) and step != self.runner.current:
            self.show_step(step)
        self.pages.return_to(
            str(place.get("field", "")), _whole(place.get("caret")), _whole(place.get("scroll"))
        )
        if _whole(place.get("jotting")) >= 0 and self.frame.is_wide:
            self.frame.side.jotting.take_keyboard()

    # -- Qt calls ---------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The runner gives way to its window; larger type never makes the window grow."""
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cover.setGeometry(self.rect())
        self.frame.resize(self.size())
        self.frame.fit()
        if self.runner is not None:
            self.show_steps()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Back from the quiet cover: the keyboard goes to where it was."""
        super().focusInEvent(event)
        if self.cover.isVisible():
            self.cover.setFocus()
        elif self.runner is not None:
            self.pages.take_keyboard_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button; a digit beside the fields answers the first empty rating."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
            return
        text = event.text().lower()
        typing = isinstance(focus, QLineEdit | QTextEdit)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (
            plain
            and not typing
            and (text == "x" or (text.isdigit() and text.isascii()))
            and self.pages.type_digit(text)
        ):
            return
        super().keyPressEvent(event)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else -1
