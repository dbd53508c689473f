"""What a field tells the keyboard of the system: learn no word that is typed here, and propose none."""

from __future__ import annotations

from PySide6.QtCore import Qt

PRIVATE_INPUT = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
