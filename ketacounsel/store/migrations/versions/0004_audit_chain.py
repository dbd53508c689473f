"""Each line of the audit is sealed with the one before it; no line can be left out or written beside it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Older lines keep what they have: the first sealed one stands for them all."""
    for name in ("offset_min", "mono_ms"):
        _add(name, sa.Integer(), "0")
    for name, usual in (("category", "change"), ("outcome", "done"), ("reason", ""), ("client_id", "")):
        _add(name, sa.String(), usual)
    for name in ("nonce", "mac"):
        op.add_column("audit", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.execute(
        "CREATE TRIGGER audit_follows BEFORE INSERT ON audit "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) "
        "OR NEW.mac IS NULL OR length(NEW.mac) <> 32 "
        "BEGIN SELECT RAISE(ABORT, 'a line of the audit follows the last one'); END"
    )


def _add(name: str, kind: Any, usual: str) -> None:
    op.add_column("audit", sa.Column(name, kind, server_default=usual, nullable=False))
