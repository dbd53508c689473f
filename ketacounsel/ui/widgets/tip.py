"""A tip that shows what it is given as it was typed: Qt would take "<b>" in it for a wish."""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget


def set_tip(widget: QWidget, text: str) -> None:
    """Show `text` when the pointer rests on the widget; nothing when it is empty."""
    widget.setToolTip(Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text)
