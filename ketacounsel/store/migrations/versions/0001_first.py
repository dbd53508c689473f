"""The first shape of the records: thirty tables around the infusion. This step never changes again."""

from __future__ import annotations

from ketacounsel.store.migrations import columns as c

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Everything, parents first."""
    _practice()
    _client()
    _infusion()
    _guided_session()
    _after_infusion()
    _measure()
    _note()
    _safety()
    _thread()
    _small_steps()
    _filing()


def _practice() -> None:
    words = c.texts("id", "name", "address", "phone", "email", "country", "zone", "paper")
    facts = (*c.truths("invented"), *c.documents("crisis_lines", "settings"), *c.numbers("rev"))
    c.table("practice", *words, *facts)
    c.table(
        "counselor",
        *c.texts("id", "name", "credentials", "licence", "role"),
        *c.sealed("pin_salt", "pin_hash"),
        *c.numbers("pin_misses"),
        *c.moments("created_at"),
    )
    c.table("prescriber", *c.texts("id", "name", "credentials", "clinic", "address", "phone", "email"))
    c.table(
        "desk_place",
        *c.texts("counselor_id"),
        *c.documents("place"),
        *c.moments("at"),
        c.ref("desk_place", "counselor_id", "counselor.id", "CASCADE"),
        key=("counselor_id",),
    )


def _client() -> None:
    c.table(
        "client",
        *c.texts("id", "file_no", "legal_name", "preferred_name", "form_of_address", "pronouns"),
        *c.dates("birth_on", empty=True),
        *c.texts("phone", "email", "address", "emergency_name", "emergency_relation", "emergency_phone"),
        *c.texts("prescriber_id", empty=True),
        *c.texts("status", "alert", "primary_measure"),
        *c.moments("created_at"),
        *c.dates("discharged_on", empty=True),
        *c.numbers("rev"),
        c.once("client", "file_no"),
        c.ref("client", "prescriber_id", "prescriber.id", "SET NULL"),
    )
    c.index("client", "status")
    c.index("client", "birth_on")
    c.of_client(
        "release",
        *c.texts("prescriber_id", empty=True),
        *c.texts("recipient", "scope"),
        *c.dates("signed_on"),
        *c.dates("expires_on", "revoked_on", empty=True),
        c.ref("release", "prescriber_id", "prescriber.id", "SET NULL"),
    )


def _infusion() -> None:
    c.of_client(
        "course",
        *c.numbers("number"),
        *c.texts("indication"),
        *c.numbers("planned_infusions", empty=True),
        *c.texts("phase"),
        *c.dates("started_on", "ended_on", empty=True),
        *c.numbers("rev"),
    )
    c.of_client(
        "infusion",
        *c.texts("course_id"),
        *c.moments("starts_at"),
        *c.texts("zone"),
        *c.moments("ended_at", empty=True),
        *c.numbers("duration_min", empty=True),
        *c.texts("state", "cancel_reason", "route"),
        *c.amounts("dose_mg", "dose_mg_per_kg", "weight_kg"),
        *c.texts("also_given", "given_at"),
        *c.texts("prescriber_id", empty=True),
        *c.texts("treatment_source"),
        *c.dates("treatment_source_on", empty=True),
        *c.documents("setting_tags"),
        *c.texts("setting_words", "experience_words"),
        *c.numbers("strength", "ease", "felt_safe", empty=True),
        *c.texts("experience_source", "monitoring_source"),
        *c.texts("window_reason", empty=True),
        *c.numbers("rev"),
        c.ref("infusion", "course_id", "course.id", "CASCADE"),
        c.ref("infusion", "prescriber_id", "prescriber.id", "SET NULL"),
        by=("starts_at",),
    )
    c.index("infusion", "starts_at", "client_id")


def _guided_session() -> None:
    edition = (*c.texts("digest", "template_id"), *c.numbers("edition"), *c.documents("body"))
    c.table("template_edition", *edition, key=("digest",))
    name = "guided_session"
    c.of_client(
        name,
        *c.texts("kind", "template_id"),
        *c.texts("template_digest", "integrates_infusion_id", "prepares_infusion_id", empty=True),
        *c.moments("planned_at", empty=True),
        *c.numbers("planned_min"),
        *c.texts("zone", "state"),
        *c.moments("started_at", "ended_at", "paused_at", empty=True),
        *c.numbers("paused_s"),
        *c.texts("current_step"),
        *c.moments("step_entered_at", empty=True),
        *c.texts("modality", "location", "participants"),
        *c.documents("added_steps"),
        *c.numbers("rev"),
        c.ref(name, "template_digest", "template_edition.digest"),
        c.ref(name, "integrates_infusion_id", "infusion.id", "SET NULL"),
        c.ref(name, "prepares_infusion_id", "infusion.id", "SET NULL"),
        by=("planned_at",),
    )
    c.index(name, "planned_at")
    c.index(name, "client_id", "started_at")
    c.index(name, "started_at", "client_id")
    c.index(name, "state", "planned_at", "client_id")
    c.in_session("answer", "step", "field", facts=(*c.documents("value"), *c.moments("at")))
    c.in_session("step_record", "step", facts=(*c.texts("status", "reason"), *c.numbers("seconds")))
    c.of_client(
        "jotting",
        *c.texts("session_id", empty=True),
        *c.texts("author_id"),
        *c.sealed("sealed"),
        *c.moments("at"),
        c.ref("jotting", "session_id", "guided_session.id", "SET NULL"),
        c.ref("jotting", "author_id", "counselor.id"),
    )


def _after_infusion() -> None:
    readings = ("bp_systolic", "bp_diastolic", "heart_rate", "oxygen_percent")
    c.table(
        "vital_sign",
        *c.texts("id", "infusion_id"),
        *c.numbers("after_start_min", empty=True),
        *c.texts("label"),
        *c.numbers(*readings, empty=True),
        c.ref("vital_sign", "infusion_id", "infusion.id", "CASCADE"),
    )
    c.index("vital_sign", "infusion_id")
    c.of_client(
        "adverse_effect",
        *c.texts("infusion_id", "session_id", empty=True),
        *c.texts("kind"),
        *c.numbers("severity"),
        *c.moments("began_at", "settled_at", empty=True),
        *c.truths("still_there"),
        *c.texts("source", "words"),
        c.ref("adverse_effect", "infusion_id", "infusion.id", "CASCADE"),
        c.ref("adverse_effect", "session_id", "guided_session.id", "SET NULL"),
    )


def _measure() -> None:
    c.of_client(
        "sitting",
        *c.texts("session_id", empty=True),
        *c.texts("measure_id"),
        *c.numbers("edition"),
        *c.moments("taken_at"),
        *c.texts("zone", "mode", "state"),
        *c.numbers("total", empty=True),
        *c.texts("status", "band"),
        *c.documents("flags", "subscales"),
        *c.numbers("rev"),
        c.ref("sitting", "session_id", "guided_session.id", "SET NULL"),
        by=("measure_id", "state", "taken_at"),
    )
    c.table(
        "sitting_answer",
        *c.texts("sitting_id", "item"),
        *c.numbers("value", empty=True),
        c.ref("sitting_answer", "sitting_id", "sitting.id", "CASCADE"),
        key=("sitting_id", "item"),
    )


def _note() -> None:
    c.of_client(
        "note",
        *c.texts("session_id", empty=True),
        *c.texts("author_id", "title"),
        *c.moments("service_at"),
        *c.texts("format", "state"),
        *c.documents("draft"),
        *c.texts("body", "place_words", "digest", "mac"),
        *c.moments("signed_at", empty=True),
        *c.texts("incomplete_reason"),
        *c.moments("created_at"),
        *c.numbers("rev"),
        c.once("note", "session_id"),
        c.ref("note", "session_id", "guided_session.id", "SET NULL"),
        c.ref("note", "author_id", "counselor.id"),
        by=("service_at",),
    )
    c.index("note", "state")
    step = (*c.texts("id", "note_id"), *c.moments("at"), *c.texts("what", "body"))
    c.table("note_edit", *step, c.ref("note_edit", "note_id", "note.id", "CASCADE"))
    c.index("note_edit", "note_id")
    c.table(
        "addendum",
        *c.texts("id", "note_id"),
        *c.numbers("number"),
        *c.texts("author_id", "body", "digest", "mac"),
        *c.moments("written_at"),
        *c.moments("signed_at", empty=True),
        c.ref("addendum", "note_id", "note.id", "CASCADE"),
        c.ref("addendum", "author_id", "counselor.id"),
    )
    c.index("addendum", "note_id")


def _safety() -> None:
    c.of_client(
        "follow_up",
        *c.texts("session_id", "sitting_id", empty=True),
        *c.texts("because", "because_words", "state"),
        *c.documents("asked", "decisions"),
        *c.texts("words"),
        *c.moments("check_in_at", empty=True),
        *c.texts("left_open_reason"),
        *c.moments("opened_at"),
        *c.moments("recorded_at", "closed_at", empty=True),
        *c.texts("closing_words"),
        *c.numbers("rev"),
        c.ref("follow_up", "session_id", "guided_session.id", "SET NULL"),
        c.ref("follow_up", "sitting_id", "sitting.id", "SET NULL"),
    )
    c.index("follow_up", "state")
    facts = (
        *c.numbers("version"),
        *c.documents("parts"),
        *c.dates("written_on", "reviewed_on"),
        *c.numbers("rev"),
    )
    c.of_client("safety_plan", *facts)


def _thread() -> None:
    session = ("session_id", "guided_session.id", "SET NULL")
    infusion = ("infusion_id", "infusion.id", "SET NULL")
    c.of_client(
        "intention",
        *c.texts("infusion_id", "session_id", empty=True),
        *c.numbers("version"),
        *c.texts("words", "kind"),
        *c.moments("set_at"),
        c.ref("intention", *infusion),
        c.ref("intention", *session),
    )
    days = (*c.dates("since_on"), *c.dates("closed_on", empty=True))
    c.of_client("goal", *c.texts("words", "progress"), *days, *c.numbers("rev"))
    c.of_client(
        "insight",
        *c.texts("session_id", "infusion_id", empty=True),
        *c.texts("words"),
        *c.numbers("conviction", empty=True),
        *c.texts("area", "status"),
        *c.moments("at"),
        c.ref("insight", *session),
        c.ref("insight", *infusion),
    )
    client = c.ref("session_theme", "client_id", "client.id", "CASCADE")
    c.in_session("session_theme", "theme", facts=(*c.texts("client_id"), client))
    c.index("session_theme", "client_id")


def _small_steps() -> None:
    c.of_client(
        "action_item",
        *c.texts("session_id", "goal_id", empty=True),
        *c.texts("words", "when_words", "smallest", "obstacle", "support"),
        *c.numbers("confidence", empty=True),
        *c.dates("due_on", empty=True),
        *c.texts("status"),
        *c.moments("agreed_at"),
        c.ref("action_item", "session_id", "guided_session.id", "SET NULL"),
        c.ref("action_item", "goal_id", "goal.id", "SET NULL"),
    )
    c.table(
        "action_review",
        *c.texts("id", "action_id"),
        *c.texts("session_id", empty=True),
        *c.texts("status", "words"),
        *c.moments("at"),
        c.ref("action_review", "action_id", "action_item.id", "CASCADE"),
        c.ref("action_review", "session_id", "guided_session.id", "SET NULL"),
    )
    c.index("action_review", "action_id")


def _filing() -> None:
    c.of_client(
        "filed_report",
        *c.texts("kind", "addressee"),
        *c.dates("from_on", "to_on"),
        *c.texts("paper"),
        *c.documents("included", "words"),
        *c.texts("how", "reason"),
        *c.sealed("pdf"),
        *c.texts("digest"),
        *c.moments("made_at"),
    )
    rest = (*c.moments("at"), *c.texts("counselor_id", "act", "thing", "thing_id"))
    c.table("audit", *c.numbers("seq"), *rest, key=("seq",))
