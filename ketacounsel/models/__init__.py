"""What is kept: one SQLAlchemy class a table. No queries and no sessions in here."""

from ketacounsel.models.base import Base, UtcDateTime
from ketacounsel.models.client import Client, Release
from ketacounsel.models.filing import Audit, FiledReport, ReportDraft
from ketacounsel.models.infusion import AdverseEffect, Course, Infusion, VitalSign
from ketacounsel.models.measure import Sitting, SittingAnswer
from ketacounsel.models.note import Addendum, Note, NoteEdit
from ketacounsel.models.practice import Counselor, DeskPlace, Practice, Prescriber
from ketacounsel.models.safety import FollowUp, SafetyPlan
from ketacounsel.models.session import Answer, GuidedSession, Jotting, StepRecord, TemplateEdition
from ketacounsel.models.thread import ActionItem, ActionReview, Goal, Insight, Intention, SessionTheme

__all__ = [
    "ActionItem",
    "ActionReview",
    "Addendum",
    "AdverseEffect",
    "Answer",
    "Audit",
    "Base",
    "Client",
    "Counselor",
    "Course",
    "DeskPlace",
    "FiledReport",
    "FollowUp",
    "Goal",
    "GuidedSession",
    "Infusion",
    "Insight",
    "Intention",
    "Jotting",
    "Note",
    "NoteEdit",
    "Practice",
    "Prescriber",
    "Release",
    "ReportDraft",
    "SafetyPlan",
    "SessionTheme",
    "Sitting",
    "SittingAnswer",
    "StepRecord",
    "TemplateEdition",
    "UtcDateTime",
    "VitalSign",
]
