"""The keys that work everywhere, bound once to the window, and the window's own acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ketacounsel.ui.going import Act, Go

if TYPE_CHECKING:
    from ketacounsel.ui.shell.window import Shell


def window_acts(shell: Shell) -> tuple[Act, ...]:
    """What the window can do from every screen."""
    dress = shell.desk.dress
    return (
        Act("Today", lambda: shell.go(Go("today")), "Ctrl+1"),
        Act("Clients", lambda: shell.go(Go("clients")), "Ctrl+2"),
        Act("Add client", lambda: shell.go(Go("clients", act="add"))),
        Act("Settings", lambda: shell.go(Go("settings")), "Ctrl+,"),
        Act("Settings: backups, passphrase, verify", lambda: shell.go(Go("settings", tab="security"))),
        Act("Settings: audit", lambda: shell.go(Go("settings", tab="audit"))),
        Act("Keys for this screen", shell.open_keys, "F1"),
        Act("Light or dark", dress.switch_theme, "Ctrl+Shift+D"),
        Act("Larger text", lambda: dress.step_size(1), "Ctrl++"),
        Act("Smaller text", lambda: dress.step_size(-1), "Ctrl+-"),
        Act("Client view", shell.toggle_client_view, "F9"),
        Act("Lock", lambda: shell.lock_requested.emit("you"), "Ctrl+L"),
    )


def bind_keys(shell: Shell) -> None:
    """Connect the window's keys (design, section 8). Those that change places wait for an open sheet."""
    dress = shell.desk.dress
    places: dict[str, Callable[[], object]] = {
        "Ctrl+K": shell.open_palette,
        "Ctrl+1": lambda: shell.go(Go("today")),
        "Ctrl+2": lambda: shell.go(Go("clients")),
        "Ctrl+,": lambda: shell.go(Go("settings")),
        "F1": shell.open_keys,
        "Ctrl+/": shell.open_keys,
        "F6": lambda: _next_region(shell, 1),
        "Shift+F6": lambda: _next_region(shell, -1),
        "Ctrl+Return": lambda: _main_act(shell),
        "Ctrl+Enter": lambda: _main_act(shell),
        "Ctrl+Z": shell.undo,
        "Ctrl+Shift+Z": shell.redo,
    }
    always: dict[str, Callable[[], object]] = {
        "Ctrl+L": lambda: shell.lock_requested.emit("you"),
        "F9": shell.toggle_client_view,
        "Ctrl++": lambda: dress.step_size(1),
        "Ctrl+=": lambda: dress.step_size(1),
        "Ctrl+-": lambda: dress.step_size(-1),
        "Ctrl+0": lambda: dress.step_size(0),
        "Ctrl+Shift+D": dress.switch_theme,
    }
    for key, act in places.items():
        _bind(shell, key, _unless_busy(shell, act))
    for key, act in always.items():
        _bind(shell, key, act)


def press(shell: Shell, event: QKeyEvent) -> bool:
    """A key that nothing else took: the screen's own acts have keys too. True when it was one of them."""
    if shell.busy or shell.here is None:
        return False
    pressed = QKeySequence(event.keyCombination())
    act = next((one for one in shell.here.acts() if one.keys and QKeySequence(one.keys) == pressed), None)
    if act is not None:
        act.run()
    return act is not None


def _unless_busy(shell: Shell, act: Callable[[], object]) -> Callable[[], object]:
    return lambda: None if shell.busy else act()


def _bind(shell: Shell, key: str, act: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(key), shell)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(act)


def _main_act(shell: Shell) -> None:
    if shell.here is not None:
        shell.here.main_act()


def _next_region(shell: Shell, step: int) -> None:
    regions = [region for region in shell.region_widgets() if region.isVisible()]
    if not regions:
        return
    focus = QApplication.focusWidget()
    here = next((i for i, region in enumerate(regions) if _holds(region, focus)), -1 if step > 0 else 0)
    for offset in range(1, len(regions) + 1):
        target = _first_stop(regions[(here + step * offset) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _holds(region: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (region is widget or region.isAncestorOf(widget))


def _first_stop(region: QWidget) -> QWidget | None:
    """The first control in a region that takes the focus."""
    inside = [region, *region.findChildren(QWidget)]
    stops = (
        w for w in inside if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    return next(stops, None)
