"""How a session is called on screen: "Integration · infusion 3, day +2", "Preparation before infusion 1"."""

from __future__ import annotations

from ketacounsel.core.sessions import SessionHead

KIND_WORDS = {
    "intake": "Intake",
    "prep": "Preparation",
    "infusion_day": "Infusion day",
    "integration": "Integration",
    "booster_check": "Booster check",
    "review": "Course review",
    "crisis": "Safety check",
    "closing": "Closing session",
}


def kind_words(kind: str) -> str:
    """The kind of session in words."""
    return KIND_WORDS.get(kind, "Session")


def title_of(head: SessionHead) -> str:
    """Kind and place in one line."""
    kind, place = kind_words(head.kind), head.place_words
    if not place:
        return kind
    inline = place[:1].lower() + place[1:]
    return f"{kind} {inline}" if inline.startswith("before") else f"{kind} · {inline}"
