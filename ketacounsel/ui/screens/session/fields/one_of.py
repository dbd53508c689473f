"""One of a few: pills that are radio buttons. A second press, Delete or Backspace takes the answer away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from ketacounsel.core.answers import JsonValue
from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.choice import Option
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.paint import box, painter_on, width_of, words


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


class Pills(QWidget):
    """A few words of which one or none is on; 1, 2, 3 … pick, Y and N where the words are yes and no.

    Signals:
        picked: a person chose one (its index) or took it away (-1).
        keyed: it was picked by a letter or digit.
    """

    picked = Signal(int)
    keyed = Signal()

    def __init__(self, labels: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._was = -1
        flow = FlowLayout(8, 8)
        for place, label in enumerate(labels):
            pill = _Pill(label, f"{name}: {label}")
            self._group.addButton(pill, place)
            flow.addWidget(pill)
        self.setLayout(flow)
        self._group.idPressed.connect(lambda _: setattr(self, "_was", self.index()))
        self._group.idClicked.connect(self._clicked)
        self._one_tab_stop()

    def index(self) -> int:
        return self._group.checkedId()

    def select(self, index: int) -> None:
        """Show a stored choice; -1 for none."""
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)
        elif (current := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            current.setChecked(False)
            self._group.setExclusive(True)
            self._one_tab_stop()

    def focus_first(self) -> None:
        button = self._group.checkedButton() or self._group.button(0)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, index: int) -> bool:
        """Choose as a person would, by key."""
        button = self._group.button(index)
        if button is None:
            return False
        button.setFocus()
        if self.index() != index:
            button.click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.index() >= 0:
            self.select(-1)
            self.picked.emit(-1)
        elif not self._typed(text):
            super().keyPressEvent(event)

    def _typed(self, text: str) -> bool:
        initials = [button.text()[:1].lower() for button in self._group.buttons()]
        at = int(text) - 1 if text.isdigit() else -1
        if text and set(initials) == {"y", "n"} and text in initials:
            at = initials.index(text)
        if at < 0 or not self.pick(at):
            return False
        self.keyed.emit()
        return True

    def _clicked(self, index: int) -> None:
        if self._was == index:
            self.select(-1)
        self._was = -1
        self.picked.emit(self.index())

    def _one_tab_stop(self) -> None:
        for place, button in enumerate(self._group.buttons()):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)


class SingleEditor(FieldEditor):
    """One option."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.pills = Pills([ground.fill(option.label) for option in field.options], self.name)
        self.pills.picked.connect(lambda _: self.changed.emit())
        self.pills.keyed.connect(self.went_on)
        self.body.put(self.pills)

    def value(self) -> JsonValue:
        at = self.pills.index()
        return self.field.options[at].key if at >= 0 else None

    def set_value(self, value: JsonValue) -> None:
        keys = [option.key for option in self.field.options]
        self.pills.select(keys.index(value) if isinstance(value, str) and value in keys else -1)

    def take_keyboard(self) -> bool:
        self.pills.focus_first()
        return True


class YesNoEditor(FieldEditor):
    """Yes or no, or nothing said."""

    def __init__(self, field: Field, ground: Ground) -> None:
        super().__init__(field, ground)
        self.pills = Pills(("Yes", "No"), self.name)
        self.pills.picked.connect(lambda _: self.changed.emit())
        self.pills.keyed.connect(self.went_on)
        self.body.put(self.pills)

    def value(self) -> JsonValue:
        return {0: True, 1: False}.get(self.pills.index())

    def set_value(self, value: JsonValue) -> None:
        self.pills.select(-1 if not isinstance(value, bool) else 0 if value else 1)

    def take_keyboard(self) -> bool:
        self.pills.focus_first()
        return True
