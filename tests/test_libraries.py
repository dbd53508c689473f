"""Traps in the libraries we stand on, held open so that an upgrade cannot step into them unseen."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_qt_does_not_use_up_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 took one reference off None in every void call; 6,000 of them ended the process."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(2_000):
        label.setText(str(number))
    assert sys.getrefcount(None) - before > -500


def test_a_database_error_repeats_no_words() -> None:
    """SQLAlchemy prints the parameters of a failed statement unless told otherwise."""
    import sqlalchemy

    engine = sqlalchemy.create_engine("sqlite://", hide_parameters=True)
    with engine.connect() as db, pytest.raises(sqlalchemy.exc.SQLAlchemyError) as refusal:
        db.execute(sqlalchemy.text("SELECT nothing WHERE x = :words"), {"words": "a client's words"})
    assert "a client's words" not in str(refusal.value)
