"""The risk paths a session can open, each with one calm line. The program never rates a risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskPath:
    """What a path is called and the one line shown for it."""

    id: str
    title: str
    line: str


SUICIDE = "R_SUICIDE"

PATHS: Mapping[str, RiskPath] = {
    path.id: path
    for path in (
        RiskPath(SUICIDE, "Safety follow-up", "Have a safety conversation before the session ends."),
        RiskPath(
            "R_ACUTE_MED",
            "Physical symptoms",
            "Call the clinic today; if it is happening now, call emergency services.",
        ),
        RiskPath(
            "R_PSYCHOSIS_MANIA",
            "Sleep, pace and reality",
            "Tell the prescriber the same day what you observed; ask whether the next infusion waits.",
        ),
        RiskPath(
            "R_DISSOC_PERSIST",
            "Lasting changes in perception",
            "Offer grounding now, note how long it lasts, and let the prescriber know.",
        ),
        RiskPath(
            "R_MISUSE",
            "Ketamine or craving outside treatment",
            "Go through use with care; the prescriber is told only with consent or a legal basis.",
        ),
        RiskPath("R_BLADDER", "Bladder", "List the symptoms and refer to the prescriber or family doctor."),
        RiskPath("R_HARM_OTHERS", "Danger to someone else", "Follow your state’s duty-to-protect steps."),
        RiskPath("R_ABUSE_REPORT", "Possible abuse", "Follow your state’s reporting steps."),
        RiskPath(
            "R_BOUNDARY",
            "Something not agreed to",
            "Record the client’s own words and wishes; offer support and the ways to complain.",
        ),
        RiskPath("R_IPV", "Home or escort not safe", "Agree on a private way to reach the client."),
        RiskPath(
            "R_CONSENT",
            "Consent not given today",
            "Do not go on with the infusion; tell the clinic that consent is withdrawn for today.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class RiskSignal:
    """A path that an answer has opened, and why, in words without the client's own."""

    path: str
    because: str
    step: str = ""
    field: str = ""

    @property
    def opens_follow_up(self) -> bool:
        """True when the safety follow-up step joins the session."""
        return self.path == SUICIDE

    @property
    def line(self) -> str:
        """The calm line for the side of the screen."""
        return PATHS[self.path].line
