"""The state of a running session, without pixels: where it stands, what was answered, what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ketacounsel.core import flow
from ketacounsel.core.added_steps import SAFETY
from ketacounsel.core.answers import Answers, JsonValue, Key
from ketacounsel.core.changes import Saved
from ketacounsel.core.ids import ClientId, FollowUpId, SessionId
from ketacounsel.core.prompt_tokens import TokenFacts, fill, say
from ketacounsel.core.rescue import Words
from ketacounsel.core.risk import RiskSignal
from ketacounsel.core.safety import FollowUp
from ketacounsel.core.sessions import AddedStep, OpenSession, SideContext, reasons
from ketacounsel.core.templates import Field, Prompt, Step
from ketacounsel.ui.desk import Desk

LATER = ("text", "longtext")
REMOTE = ("by video", "by telephone")
UNRECORDED = ("open", "deferred")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as the list shows it."""

    key: str
    number: int
    title: str
    minutes: int
    state: str
    """ "" | "current" | "done" | "skipped"."""
    safety: bool = False


class Runner:
    """One open session. Every change goes to the disk through autosave; nothing is kept only here."""

    def __init__(self, desk: Desk, session_id: SessionId) -> None:
        self.desk = desk
        self.id = session_id
        self._readers: dict[Key, Callable[[], JsonValue]] = {}
        self.answers: dict[Key, JsonValue] = {}
        self.follow_ups: dict[str, FollowUp] = {}
        self.load()

    def load(self) -> None:
        """Read all of it anew."""
        self._take(self.desk.sessions.open(self.id))
        self.side: SideContext = self.desk.sessions.context(self.id)
        self.facts: TokenFacts = self.desk.sessions.tokens(self.id)
        self.jotting = self.desk.sessions.jotting(self.id)

    def _take(self, opened: OpenSession) -> None:
        self.opened = opened
        self.head = opened.head
        self.client_id: ClientId = opened.head.client_id
        self.template = opened.template
        self.answers.update(opened.answers)
        self.skipped = {key for key, state in opened.steps.items() if state.status == "skipped"}
        self.seconds = {key: state.seconds for key, state in opened.steps.items()}
        self.reasons = reasons(opened.steps)
        self.added: dict[str, AddedStep] = {one.key: one for one in opened.added}
        self.modality = opened.modality
        self.current = opened.current_step or self.template.steps[0].key
        self.clock = opened.clock
        self._entered_at = self.desk.clock()
        self._step_base = opened.clock.step_s if opened.clock else 0
        self.read_follow_ups()

    def read_follow_ups(self) -> None:
        """How far the safety follow-ups of this session are."""
        self.follow_ups = {one.id: one for one in self.desk.safety.of_session(self.id)}

    # -- where it stands --------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return self.template.step(self.current)

    @property
    def remote(self) -> bool:
        return self.modality in REMOTE

    def visible(self) -> tuple[Step, ...]:
        return flow.visible(self.template, self.answers)

    def lines(self) -> tuple[StepLine, ...]:
        """The list of steps. Safety follow-ups stand in it without a number of their own."""
        found, number = [], 0
        for step in self.visible():
            safety = self.is_safety(step.key)
            number += 0 if safety else 1
            state = "current" if step.key == self.current else self._state(step)
            found.append(StepLine(step.key, number, self.words(step.title), step.planned_min, state, safety))
        return tuple(found)

    def place(self) -> tuple[int, int]:
        """Step n of m, the safety follow-ups not counted."""
        steps = [step.key for step in self.visible() if not self.is_safety(step.key)]
        before = [step.key for step in self.visible()]
        upto = before[: before.index(self.current) + 1] if self.current in before else before
        return max(1, sum(not self.is_safety(key) for key in upto)), len(steps)

    def done_words(self) -> str:
        """As the list's head says it."""
        counted = [one for one in self.lines() if not one.safety]
        done = sum(self._state(self.template.step(one.key)) == "done" for one in counted)
        return f"{done} of {len(counted)} done"

    def next(self) -> Step | None:
        return flow.next_step(self.template, self.answers, self.current)

    def previous(self) -> Step | None:
        keys = [step.key for step in self.visible()]
        at = keys.index(self.current) if self.current in keys else 0
        return self.template.step(keys[at - 1]) if at else None

    def next_title(self) -> str:
        """What the Next button names; an answer may just have asked for a conversation first."""
        if self.pending_safety():
            return "Safety follow-up"
        step = self.next()
        return self.words(step.title) if step is not None else ""

    def _state(self, step: Step) -> str:
        if self.is_safety(step.key):
            follow_up = self.follow_up(step.key)
            return "" if follow_up is None or follow_up.state in UNRECORDED else "done"
        if flow.has_content(step, self.answers):
            return "done"
        return "skipped" if step.key in self.skipped else ""

    # -- words ------------------------------------------------------------------------------------

    def words(self, text: str) -> str:
        return fill(text, self.facts)

    def say(self, prompt: Prompt) -> str:
        return say(prompt, self.facts)

    def now(self) -> datetime:
        return self.desk.clock()

    def minutes(self) -> tuple[int, int]:
        """How many minutes the session and this step have run."""
        if self.clock is None:
            return 0, 0
        since = (self.now() - self.clock.read_at).total_seconds() if self.clock.running else 0.0
        here = (self.now() - self._entered_at).total_seconds() if self.clock.running else 0.0
        return int(self.clock.elapsed_s + since) // 60, int(self._step_base + here) // 60

    def read_clock(self) -> None:
        self.clock = self.desk.sessions.clock(self.id)
        self._entered_at, self._step_base = self.now(), self.clock.step_s

    # -- answers ----------------------------------------------------------------------------------

    def edit(self, step: str, field: Field, read: Callable[[], JsonValue]) -> None:
        """A person changed an answer. Words are read when they are written, the rest at once."""
        key = (step, field.key)
        if field.kind not in LATER:
            self.answers[key] = read()
        self._readers[key] = read
        self.desk.autosave.put((self.id, *key), lambda: self._write(key), lambda: self._words(key))

    def _now(self, key: Key) -> JsonValue:
        read = self._readers.get(key)
        return read() if read is not None else self.answers.get(key)

    def _words(self, key: Key) -> Words:
        return Words("answer", self.id, "/".join(key), self._now(key))

    def _write(self, key: Key) -> Saved:
        value = self._now(key)
        self.answers[key] = value
        return self.desk.sessions.put_answer(self.id, *key, value)

    def collect(self) -> None:
        """Take in the words that are still being typed."""
        for key, read in self._readers.items():
            self.answers[key] = read()

    def let_go(self) -> None:
        """The editors are about to go: nothing may be read from them any more."""
        self.desk.autosave.flush()
        self.collect()
        self._readers = {}

    def edit_jotting(self, words: str) -> None:
        self.jotting = words
        self.desk.autosave.put(
            (self.id, "jotting"),
            lambda: self.desk.sessions.save_jotting(self.id, self.jotting),
            lambda: Words("jotting", self.id, "", self.jotting),
        )

    def fields(self, step: Step) -> tuple[Field, ...]:
        return flow.visible_fields(step, self.answers, remote=self.remote)

    # -- moving -----------------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Turn to a step: at once on screen, and on its way to the disk."""
        self.collect()
        self._count_step()
        self.current = key
        self._step_base, self._entered_at = self.seconds.get(key, 0), self.now()
        self.skipped.discard(key)
        self.desk.autosave.put(
            (self.id, "step"),
            lambda: self.desk.sessions.go_to(self.id, self.current),
            lambda: Words("step", self.id, "", self.current),
        )

    def _count_step(self) -> None:
        running = self.clock is not None and self.clock.running
        here = (self.now() - self._entered_at).total_seconds() if running else 0.0
        self.seconds[self.current] = int(self._step_base + here)

    def skip(self, reason: str) -> None:
        """Leave the present step out. For what is required the reason stands at each field too."""
        step = self.step
        self.desk.sessions.skip(self.id, step.key, reason)
        if reason:
            for field in self.fields(step):
                if field.required and flow.field_is_empty(field, self.answers.get((step.key, field.key))):
                    self.desk.sessions.set_reason(self.id, step.key, field.key, reason)
        self.skipped.add(step.key)

    def skip_asks_why(self) -> bool:
        """Whether something in this step is wanted at signing and not answered."""
        step = self.step
        self.collect()
        return any(
            field.required and flow.field_is_empty(field, self.answers.get((step.key, field.key)))
            for field in self.fields(step)
        )

    def add_step(self, title: str) -> str:
        """Add a free step after the present one; its key."""
        self.desk.autosave.flush()
        saved = self.desk.sessions.add_step(self.id, title, self.current)
        self._take_steps()
        return saved.id

    def _take_steps(self) -> None:
        """The steps anew, without losing where the session stands or what is being typed."""
        opened = self.desk.sessions.open(self.id)
        self.template = opened.template
        self.added = {one.key: one for one in opened.added}
        self.read_follow_ups()

    # -- safety -----------------------------------------------------------------------------------

    def is_safety(self, key: str) -> bool:
        return key in self.added and self.added[key].kind == SAFETY

    def follow_up(self, key: str) -> FollowUp | None:
        return self.follow_ups.get(self.added[key].follow_up_id) if key in self.added else None

    def signals(self) -> tuple[RiskSignal, ...]:
        """What today's answers ask for; measures see to themselves when they are scored."""
        return flow.risks(self.template, self.answers, {}, hours_since=self.side.hours_since)

    def pending_safety(self) -> tuple[RiskSignal, ...]:
        """Signals that open a follow-up and have none yet."""
        known = {one.because for one in self.follow_ups.values()}
        return tuple(one for one in self.signals() if one.opens_follow_up and _because(one) not in known)

    def open_pending(self) -> str:
        """Open the follow-ups that answers asked for; the key of the first new step."""
        pending, known = self.pending_safety(), set(self.added)
        measured = any(field.kind == "measure" for field in self.step.fields)
        if not pending and not measured:
            return ""
        self.desk.autosave.flush()
        for one in pending:
            self.desk.safety.open(self.client_id, _because(one), one.because, self.id)
        heeded = measured and self.desk.measures.heed_half_way(self.client_id)
        if not pending and not heeded:
            return ""
        self._take_steps()
        return next((key for key in self.added if key not in known and self.is_safety(key)), "")

    def open_by_hand(self) -> str:
        """The safety step the counselor asks for: the one still open, or a new one."""
        waiting = (key for key in self.added if self.is_safety(key) and self._is_open(key))
        if key := next(waiting, ""):
            return key
        self.desk.autosave.flush()
        count = sum(one.because.startswith("asked") for one in self.follow_ups.values())
        self.desk.safety.open(self.client_id, f"asked {count + 1}", "the counselor opened it", self.id)
        self._take_steps()
        return next(key for key in reversed(self.added) if self.is_safety(key))

    def take_new_follow_ups(self) -> str:
        """A measure was scored: its follow-up may have joined the steps. The key of that step."""
        known = set(self.added)
        self._take_steps()
        return next((key for key in self.added if key not in known and self.is_safety(key)), "")

    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """What is not recorded yet."""
        return tuple(one for one in self.follow_ups.values() if one.state in UNRECORDED)

    def step_of(self, follow_up_id: FollowUpId) -> str:
        return next((key for key, one in self.added.items() if one.follow_up_id == follow_up_id), "")

    def _is_open(self, key: str) -> bool:
        follow_up = self.follow_up(key)
        return follow_up is not None and follow_up.state in UNRECORDED

    # -- the end ----------------------------------------------------------------------------------

    def is_untouched(self) -> bool:
        """Nothing was entered yet, so the template may still be changed."""
        self.collect()
        return not self.added and not any(
            flow.has_content(step, self.answers) for step in self.template.steps
        )

    def still_empty(self) -> tuple[tuple[str, str], ...]:
        """What the end sheet lists: (step, words). Not a gate."""
        self.collect()
        answers: Answers = self.answers
        wanted = flow.unsettled(self.template, answers, self.reasons, remote=self.remote)
        listed = [(one.step, f"{self.words(one.step_title)}: {self.words(one.label)}") for one in wanted]
        named = {one.step for one in wanted}
        for step in self.visible():
            bare = not flow.has_content(step, answers) and step.key not in self.skipped
            if bare and step.key not in named and not self.is_safety(step.key):
                listed.append((step.key, self.words(step.title)))
        return tuple(listed)


def _because(signal: RiskSignal) -> str:
    return f"{signal.step}.{signal.field}"
