"""What was chosen and written for a report stays between two openings, until the report is filed."""

from __future__ import annotations

from ketacounsel.store.migrations import columns as c

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """One draft a client and kind of report."""
    c.table(
        "report_draft",
        *c.texts("client_id", "kind"),
        *c.documents("choices"),
        *c.moments("at"),
        c.ref("report_draft", "client_id", "client.id", "CASCADE"),
        key=("client_id", "kind"),
    )
