"""What stands in the fields of a sheet, by their names for a screen reader; typed anew as a person would.

Passphrases, PINs and whatever else is hidden while it is typed are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ketacounsel.ui.widgets.field import ComboField, PassField, TextField
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.overlay import Overlay
from ketacounsel.ui.widgets.radios import Radios
from ketacounsel.ui.widgets.read_field import ReadField

Value = str | int | bool


def fields(sheet: QWidget) -> dict[str, QWidget]:
    """Each field that can be kept. Two of one name are told apart by their order."""
    found: dict[str, QWidget] = {}
    for widget in sheet.findChildren(QWidget):
        if _keepable(widget) and widget.isVisibleTo(sheet):
            name, same = widget.accessibleName(), 2
            while name in found:
                name, same = f"{widget.accessibleName()} {same}", same + 1
            found[name] = widget
    return found


def values(sheet: QWidget) -> dict[str, Value]:
    """What stands in them now."""
    return {name: _value(widget) for name, widget in fields(sheet).items()}


def type_again(sheet: QWidget, wanted: Mapping[str, Value], touched: Sequence[str]) -> list[str]:
    """First what came about by itself, then what was typed, in that order. The fields that are not there."""
    for name in (*(one for one in wanted if one not in touched), *touched):
        widget = fields(sheet).get(name)
        if widget is not None and name in wanted and _value(widget) != wanted[name]:
            _put(widget, wanted[name])
    return [name for name in touched if name in wanted and name not in fields(sheet)]


def caret(sheet: QWidget) -> tuple[str, int] | None:
    """The field that has the keyboard, and where in it; None when no field of the sheet has it."""
    now = sheet.window().focusWidget()  # also while another program is in front
    for name, widget in fields(sheet).items():
        if now is not None and (widget is now or widget.isAncestorOf(now)):
            return name, _caret(widget)
    return None


def give_caret(sheet: Overlay, name: str, at: int) -> None:
    """The keyboard to that field, the caret where it was, and the field in sight."""
    for field in fields(sheet).values():
        if isinstance(field, ReadField) and field.accessibleName() != name and field.text().strip():
            field.settle()
    widget = fields(sheet).get(name)
    if widget is None:
        return
    if isinstance(widget, Radios):
        widget.focus_first()
    else:
        widget.setFocus()
    if isinstance(widget, TextField):
        widget.setCursorPosition(at)
    elif isinstance(widget, LongText):
        cursor = widget.textCursor()
        cursor.setPosition(min(at, len(widget.text())))
        widget.setTextCursor(cursor)
    sheet.show_inside(widget)


def words(kept: Mapping[str, Value], touched: Sequence[str]) -> Iterator[str]:
    """As it can be read and copied: what a person typed, with the name of each field."""
    for name in touched:
        said = kept.get(name)
        if isinstance(said, str) and said.strip():
            yield f"{name}: {said}"


def _keepable(widget: QWidget) -> bool:
    if isinstance(widget, PassField):
        return False
    if isinstance(widget, TextField):
        return widget.echoMode() == QLineEdit.EchoMode.Normal
    return isinstance(widget, LongText | ComboField | Radios | QCheckBox)


def _value(widget: QWidget) -> Value:
    match widget:
        case TextField() | LongText():
            return widget.text()
        case ComboField():
            return widget.currentText()
        case Radios():
            return widget.index()
        case QCheckBox():
            return widget.isChecked()
    return ""


def _put(widget: QWidget, value: Value) -> None:
    match widget, value:
        case TextField(), str():
            widget.selectAll()
            widget.insert(value)
        case LongText(), str():
            widget.selectAll()
            widget.insertPlainText(value)
        case ComboField(), str():
            at = widget.findText(value)
            if at >= 0:
                widget.setCurrentIndex(at)
                widget.activated.emit(at)
        case Radios(), int():
            if 0 <= value < len(widget.options()):
                widget.options()[value].click()
        case QCheckBox(), bool():
            widget.click()


def _caret(widget: QWidget) -> int:
    if isinstance(widget, TextField):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, LongText) else 0
