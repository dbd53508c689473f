"""Names for screen readers, and sentences that are spoken without taking the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def named(widget: QWidget, name: str, description: str = "") -> None:
    """Give a control the words a screen reader says for it."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)


def announce(widget: QWidget, text: str) -> None:
    """Say a sentence politely: "Saved 15:09", "Theme removed. Undo with Ctrl Z"."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def accessible_name(widget: QWidget) -> str:
    """What a screen reader will call this widget."""
    from PySide6.QtGui import QAccessible

    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name) if face is not None else ""
