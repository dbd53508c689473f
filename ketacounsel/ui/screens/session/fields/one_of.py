"""One of a few: pills that are radio buttons. A second press, Delete or Backspace takes the answer away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words
from ketacounsel.ui.widgets.radios import Option, Radios


class _Pill(Option):
    """One word in a rounded frame, 40 high."""

    def focus_radius(self) -> int:
        return 20

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(max(px(56), width_of(self.text(), theme().font("body", 600)) + 2 * px(16) + 1), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = painter_on(self)
        on, rect = self.isChecked(), QRectF(self.rect())
        fill = "accent_tint" if on else "hover" if self.underMouse() else "surface"
        edge = now.color("accent" if on else "border_strong")
        box(painter, rect, rect.height() / 2, now.color(fill), edge, 2 * now.scale if on else 1)
        ink, font = now.color("accent" if on else "text"), now.font("body", 600 if on else 500)
        words(painter, rect, self.text(), font, ink, Qt.AlignmentFlag.AlignCenter)


class Pills(Radios):
    """A few words of which one or none is on; 1, 2, 3 … pick, Y and N where the words are yes and no.

    Signals:
        chosen: a person picked one (its index) or took it away (-1).
        keyed: it was picked by a letter or digit.
    """

    keyed = Signal()

    def __init__(self, labels: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._was = -1
        flow = FlowLayout(8, 8)
        for label in labels:
            pill = _Pill(label, f"{name}: {label}")
            self._join(pill)
            flow.addWidget(pill)
        self.setLayout(flow)
        self._group.idPressed.connect(self._on_pressed)

    def pick(self, index: int) -> None:
        """A second time by key leaves it chosen; only the pointer takes it away."""
        if self.index() != index:
            super().pick(index)
        else:
            self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.index() >= 0:
            self.select(-1)
            self.chosen.emit(-1)
        elif not self._typed(text):
            super().keyPressEvent(event)

    def _typed(self, text: str) -> bool:
        initials = [option.text()[:1].lower() for option in self.options()]
        at = int(text) - 1 if text.isdigit() else -1
        if text and set(initials) == {"y", "n"} and text in initials:
            at = initials.index(text)
        if not 0 <= at < len(initials):
            return False
        self.pick(at)
        self.keyed.emit()
        return True

    def _on_pressed(self, _: int) -> None:
        self._was = self.index()

    def _on_clicked(self, index: int) -> None:
        if self._was == index:
            self.select(-1)
        self._was = -1
        self.chosen.emit(self.index())


class _PillEditor(FieldEditor):
    """A question whose answer is one pill."""

    def __init__(self, field: Field, ground: Ground, labels: Sequence[str]) -> None:
        super().__init__(field, ground)
        self.pills = Pills(labels, self.name)
        self.pills.chosen.connect(lambda _: self.changed.emit())
        self.pills.keyed.connect(self.went_on)
        self.body.put(self.pills)

    def take_keyboard(self) -> bool:
        self.pills.focus_first()
        return True


class SingleEditor(_PillEditor):
    """One option."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground, [ground.fill(option.label) for option in field.options])

    def value(self) -> JsonValue:
        at = self.pills.index()
        return self.field.options[at].key if at >= 0 else None

    def set_value(self, value: JsonValue) -> None:
        keys = [option.key for option in self.field.options]
        self.pills.select(keys.index(value) if isinstance(value, str) and value in keys else -1)


class YesNoEditor(_PillEditor):
    """Yes or no, or nothing said."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground, ("Yes", "No"))

    def value(self) -> JsonValue:
        return {0: True, 1: False}.get(self.pills.index())

    def set_value(self, value: JsonValue) -> None:
        self.pills.select(-1 if not isinstance(value, bool) else 0 if value else 1)
