"""Which session an arrival means: the one that runs, a booked one begun now, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.ids import ClientId, SessionId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Go

SESSIONS = frozenset({Topic.SESSIONS})


@dataclass(frozen=True, slots=True)
class Found:
    """The session to show; `because` says why its template was proposed, when it was begun just now."""

    session_id: SessionId
    because: str = ""
    state: str = "running"
    """ "running", "held" when it is over, "booked" or "none" when nobody asked to start one."""


def find(desk: Desk, go: Go) -> Found:
    """Find or begin it. Raises AnotherRunning, BadInput, NoteSigned."""
    if go.thing:
        return _this(desk, go)
    running = desk.sessions.running()
    if running is not None and running.client_id == go.client_id:
        return Found(running.id)
    if go.act != "start":
        return Found(SessionId(""), state="none")
    return begin(desk, ClientId(go.client_id))


def begin(desk: Desk, client_id: ClientId, session_id: SessionId | None = None) -> Found:
    """Start at once, with the template that fits now."""
    proposal = desk.sessions.proposed_template(client_id, desk.clock())
    opened = desk.sessions.start(client_id, session_id)
    desk.changes.announce(Saved(desk.clock(), SESSIONS, id=opened.head.id))
    fits = proposal.template_id == opened.head.template_id
    return Found(opened.head.id, proposal.because if fits else "As it was booked.")


def _this(desk: Desk, go: Go) -> Found:
    session_id = SessionId(go.thing)
    head = desk.sessions.open(session_id).head
    if head.state == "booked":
        if go.act != "start":
            return Found(session_id, state="booked")
        return begin(desk, head.client_id, session_id)
    if head.state in ("running", "paused"):
        return Found(session_id)
    if go.act == "reopen":
        desk.changes.announce(desk.sessions.reopen(session_id))
        return Found(session_id)
    return Found(session_id, state="held")
