"""Invented sessions for the note tests: one rich session for each template, a sparse one, an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from ketacounsel.core.answers import NONE, Answers, JsonValue
from ketacounsel.core.draft_context import (
    DraftContext,
    Earlier,
    FollowUpFacts,
    InfusionFacts,
    LastAction,
    NextInfusion,
    ScoreLine,
)
from ketacounsel.core.drafting import draft, plain_text
from ketacounsel.core.note_header import NoteHeader
from ketacounsel.core.templates import Template
from ketacounsel.paths import resource_root
from ketacounsel.services.templates_catalogue import load_templates

MEASURES = ("asq", "gad7", "phq9", "who5")


@cache
def templates() -> Mapping[str, Template]:
    """The shipped templates, read once."""
    return load_templates(resource_root() / "templates", MEASURES)


SESSION_ON = date(2026, 10, 15)

STATE: Answers = {
    ("arrive", "mood"): 6,
    ("arrive", "anxiety"): 3,
    ("arrive", "hopefulness"): 7,
    ("arrive", "energy"): 4,
    ("arrive", "body_comfort"): 6,
    ("arrive", "connection"): 7,
    ("arrive", "sleep_quality"): 5,
    ("arrive", "sleep_hours"): 6.5,
    ("arrive", "not_wanting_to_live"): 0,
}

ACTION: Mapping[str, JsonValue] = {
    "action": "invite Ania to dinner",
    "when_where": "Saturday, at home",
    "smallest": "send her one line",
    "support": "Marek",
    "confidence": 8,
    "due_on": "2026-10-20",
}

CLOSE: Answers = {
    ("close", "summary"): "I tried the door. It was never locked.",
    ("close", "take_away"): "The lights are on.",
    ("close", "useful"): 8,
    ("close", "reminders"): ["rest", "no_big_decisions"],
    ("close", "next_session"): "2026-10-22T14:30:00-04:00",
    ("close", "reflection"): "private words",
}

PREP: Answers = {
    **STATE,
    **CLOSE,
    ("arrive", "agenda"): "the ride home",
    ("values", "values"): [
        {"value": "being a sister one can call", "importance": 9, "lived": 4},
        {"value": "honest work", "importance": 7},
    ],
    ("intention", "intention_text"): "To meet the part of me that keeps the door shut.",
    ("intention", "intention_type"): "approach",
    ("intention", "hold_lightly"): 6,
    ("set", "worst_case"): "private words",
    ("set", "self_instruction"): "This passes, and I am not alone.",
    ("setting", "music"): "own_playlist",
    ("setting", "eyeshade"): True,
    ("setting", "comfort_items"): "the grey blanket",
    ("setting", "who_is_present"): "her sister, in the waiting room",
    ("setting", "room_preferences"): "door ajar, low light",
    ("body", "settled_before"): 4,
    ("body", "settled_after"): 7,
    ("story", "message_to_self"): "You asked for this kindly.",
    ("close", "first_integration"): "2026-10-22T14:30:00-04:00",
    ("close", "next_session"): None,
}

PREP_CONTEXT = DraftContext(
    SESSION_ON,
    pronouns="she/her",
    place_words="before infusion 1",
    next_infusion=NextInfusion(1, date(2026, 10, 20), prepared_here=True),
    safety_plan_on=date(2026, 10, 8),
)

DAY: Answers = {
    **STATE,
    ("arrive", "consent_still_yes"): True,
    ("arrive", "intention_today"): "meet the part that keeps the door shut",
    ("arrive", "fasting_ok"): "yes",
    ("arrive", "substances_24h"): [NONE],
    ("arrive", "clinic_clear"): "yes",
    ("facts", "started_at"): "2026-10-13T10:15:00-04:00",
    ("facts", "ended_at"): "2026-10-13T10:55:00-04:00",
    ("facts", "route"): "IV",
    ("facts", "dose"): "0.75 mg/kg (52 mg)",
    ("facts", "vitals"): [
        {"time": "10:10", "bp_sys": 122, "bp_dia": 78, "hr": 70, "spo2": 98},
        {"time": "10:40", "bp_sys": 144, "bp_dia": 90},
        {"time": "11:20", "hr": 72},
    ],
    ("facts", "rescue_meds"): "ondansetron 4 mg",
    ("facts", "events"): [NONE],
    ("after", "where"): "at home on the sofa",
    ("after", "with_whom"): "her sister Ania",
    ("after", "intensity"): 8,
    ("after", "pleasantness"): 6,
    ("after", "fear"): 2,
    ("after", "free_words"): "A house with every window lit.",
    ("after", "effects"): [{"effect": "nausea", "severity": "mild", "still": False, "words": "an hour"}],
    ("care", "aftercare"): ["no_driving", "company", "sleep"],
    ("care", "written_copy"): True,
    ("close", "integration_appointment"): "2026-10-15T14:30:00-04:00",
    ("close", "night_contact"): {"name": "Ania", "relation": "sister", "phone": "(555) 0117"},
}

DAY_CONTEXT = DraftContext(
    date(2026, 10, 13),
    pronouns="she/her",
    place_words="infusion 3, day 0",
    infusion=InfusionFacts(3, date(2026, 10, 13), 0, 4.0),
    safety_plan_on=date(2026, 10, 8),
)

EARLY: Answers = {
    **STATE,
    **CLOSE,
    ("arrive", "review"): [
        {"action_id": "a1", "action": "Call Ania on Sunday.", "status": "kept", "what_happened": "an hour"},
        {"action_id": "a2", "action": "Walk by the river", "status": ""},
    ],
    ("safety", "asq"): {"sitting": "s1"},
    ("safety", "effects"): [
        {"effect": "nausea", "severity": "mild", "still": False},
        {"effect": "dissociation", "severity": "mild", "still": True},
    ],
    ("tell", "narrative"): "private words",
    ("tell", "for_the_note"): "“I was outside the house and all the lights were on. I always thought I was "
    "locked out.” Noticed the same with Ania on Sunday: she was waiting for my call, not angry.",
    ("tell", "themes"): ["relationship", "fear", "Asking for help"],
    ("tell", "images"): [{"image": "a house with every window lit"}, {"image": "the shore"}],
    ("meaning", "insights"): [{"insight": "I had never tried the door.", "conviction": 8, "area": "family"}],
    ("meaning", "intention_link"): "clearly",
    ("feel", "emotions"): ["sadness", "calm"],
    ("feel", "body_map"): ["chest"],
    ("feel", "numb"): False,
    ("live", "actions"): [ACTION],
    ("note", "letter"): "You were let in.",
    ("note", "printed"): True,
    ("close", "next_infusion"): "2026-10-20T10:15:00-04:00",
}

EARLY_CONTEXT = DraftContext(
    SESSION_ON,
    pronouns="she/her",
    place_words="infusion 3, day +2",
    infusion=InfusionFacts(
        3,
        date(2026, 10, 13),
        2,
        53.0,
        "IV",
        "0.75 mg/kg",
        "per clinic record",
        ("nausea, mild, settled 12:10",),
    ),
    next_infusion=NextInfusion(4, date(2026, 10, 20)),
    scores=(ScoreLine("asq", "ASQ screen", SESSION_ON, screen_words="negative"),),
    safety_plan_on=date(2026, 10, 8),
)

MEANING: Answers = {
    **STATE,
    **CLOSE,
    ("arrive", "not_wanting_to_live"): 1,
    ("arrive", "substances"): [{"substance": "alcohol", "amount": "two beers", "days": 1}],
    ("arrive", "craving"): 2,
    ("measures", "phq9"): {"sitting": "s1"},
    ("measures", "gad7"): {"sitting": "s2"},
    ("return", "returning_material"): "private words",
    ("return", "returning_for_note"): "The shore came back while washing up.",
    ("return", "insight_status"): [{"insight": "I had never tried the door.", "status": "lived"}],
    ("links", "theme_tags"): ["belonging", "asking_for_help"],
    ("links", "old_belief"): "Nobody waits for me",
    ("links", "old_conviction"): 4,
    ("links", "new_possibility"): "I can knock",
    ("links", "new_conviction"): 7,
    ("test", "evidence_for"): [{"fact": "Ania had kept dinner warm"}, {"fact": "a colleague asked after me"}],
    ("test", "evidence_against"): [{"fact": "no answer from Lena"}],
    ("act", "review"): [
        {"action": "Call Ania on Sunday.", "status": "partly", "what_happened": "sent a text"}
    ],
    ("act", "actions"): [ACTION],
}

MEANING_CONTEXT = DraftContext(
    SESSION_ON,
    pronouns="she/her",
    place_words="infusion 3, day +9",
    infusion=InfusionFacts(3, date(2026, 10, 6), 9, 219.0, "IV", "0.75 mg/kg", "per clinic record"),
    next_infusion=NextInfusion(4, date(2026, 10, 20)),
    scores=(
        ScoreLine(
            "phq9",
            "PHQ-9",
            SESSION_ON,
            9,
            "mild",
            item9=1,
            item9_words="Several days",
            flagged=True,
            previous=Earlier(13, date(2026, 10, 5)),
            baseline=Earlier(21, date(2026, 9, 21)),
        ),
        ScoreLine("gad7", "GAD-7", SESSION_ON, None, status="incomplete", missing=3),
    ),
    safety_plan_on=date(2026, 10, 8),
    follow_up=FollowUpFacts(
        "PHQ-9 item 9 was above 0",
        (
            ("Wish to be dead, past two weeks", "yes"),
            ("Thoughts of ending her life", "no"),
            ("A method, plan or intent", "no"),
            ("Any preparation or attempt, past three months", "not asked"),
        ),
        ("continue, safety plan reviewed", "Tell the prescriber today"),
        "Passive, on two evenings after poor sleep. Named her daughter as the reason it stays a thought.",
        datetime(2026, 10, 16, 12, 0),
    ),
)

SPARSE: Answers = {("close", "take_away"): "One day at a time"}
SPARSE_CONTEXT = DraftContext(
    SESSION_ON,
    last_actions=(LastAction("Call Ania on Sunday.", "kept"),),
    reasons={("meaning", ""): "too early", ("safety", "asq"): "client had to leave"},
    next_session_at=datetime(2026, 10, 22, 14, 30),
)
EMPTY_CONTEXT = DraftContext(SESSION_ON, place_words="infusion 3, day +2")

EXAMPLES = {
    "prep_2": ("prep_2", PREP, PREP_CONTEXT),
    "infusion_day": ("infusion_day", DAY, DAY_CONTEXT),
    "integration_early": ("integration_early", EARLY, EARLY_CONTEXT),
    "integration_meaning": ("integration_meaning", MEANING, MEANING_CONTEXT),
    "sparse": ("integration_early", SPARSE, SPARSE_CONTEXT),
    "empty": ("integration_early", {}, EMPTY_CONTEXT),
}


def golden_notes() -> Mapping[str, str]:
    """Every note the golden files hold, by file name."""
    notes = {}
    for name, (template, answers, context) in EXAMPLES.items():
        for form in ("dap", "soap", "birp") if name not in ("sparse", "empty") else ("dap",):
            made = draft(templates()[template], answers, context, form)
            notes[f"{name}.{form}.txt"] = plain_text(made, header=HEADER.text())
    return notes


HEADER = NoteHeader(
    "Integration session",
    "Maren Ostrowski",
    "KC-0042",
    datetime(2026, 10, 15, 14, 31),
    datetime(2026, 10, 15, 15, 22),
    service_type="individual session",
    diagnosis="F33.2",
    place_words="infusion 3, day +2",
    infusion_words="infusion 3, Tue 13 Oct 2026",
    days_since_infusion=2,
    author="Dana Whitfield, LPC",
    licence="license LPC.0012846",
)
