"""Linux: the login manager and the lid on the system's bus, the screen savers on the person's own."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant

ANSWER_MS = 300
LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
POWER, POWER_PATH = "org.freedesktop.UPower", "/org/freedesktop/UPower"
PROPERTIES, CHANGED = "org.freedesktop.DBus.Properties", "PropertiesChanged"
SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
WHY = "Writes what was typed and locks the records"
HEARD = SLOT("on_heard(QDBusMessage)")


class BusEar(QObject):
    """Holds sleep back until the records are closed, two seconds at most by the login manager's own rule.

    What arrives is looked at with care: anybody may speak on the person's own bus.
    """

    def __init__(
        self, system: QDBusConnection, session: QDBusConnection, tell: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._system, self._tell = system, tell
        self._brake: QDBusMessage | None = None
        self._session_path = ""
        if system.isConnected():
            self._listen_to_login()
        if session.isConnected():
            for saver in SAVERS:
                self._listen(session, "", "", saver, "ActiveChanged")

    def _listen_to_login(self) -> None:
        bus = self._system
        self._listen(bus, LOGIN, LOGIN_PATH, MANAGER, "PrepareForSleep")
        self._listen(bus, LOGIN, LOGIN_PATH, PROPERTIES, CHANGED)
        self._listen(bus, POWER, POWER_PATH, PROPERTIES, CHANGED)
        self._session_path = self._own_session()
        if self._session_path:
            self._listen(bus, LOGIN, self._session_path, SESSION, "Lock")
            self._listen(bus, LOGIN, self._session_path, PROPERTIES, CHANGED)
        self._brake = self._ask(LOGIN, LOGIN_PATH, MANAGER, "Inhibit", "sleep", "KetaCounsel", WHY, "delay")

    def _listen(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str) -> None:
        bus.connect(service, path, interface, name, self, HEARD)  # type: ignore[call-overload] # says bytes, takes text

    def release(self) -> None:
        """Let the computer go to sleep: the handle that holds it back is closed with its message."""
        self._brake = None

    # -- what is heard --------------------------------------------------------------------------

    @Slot(QDBusMessage)
    def on_heard(self, message: QDBusMessage) -> None:
        """Say why the records shall be locked, if they shall."""
        why = self._why(message)
        if why:
            self._tell(why)

    def _why(self, message: QDBusMessage) -> str:
        said, kind = message.arguments(), message.member()
        if kind == "Lock":
            return "os"
        if kind == "ActiveChanged":
            return "os" if said[:1] == [True] else ""
        if kind == "PrepareForSleep":
            return "" if said[:1] != [True] else "lid" if self._lid_is_shut() else "suspend"
        if said[:1] == [SESSION]:
            return "os" if self._is_another_persons() else ""
        return "lid" if self._lid_is_shut() else ""

    def _lid_is_shut(self) -> bool:
        shut = self._property(LOGIN, LOGIN_PATH, MANAGER, "LidClosed")
        return shut is True or self._property(POWER, POWER_PATH, POWER, "LidIsClosed") is True

    def _is_another_persons(self) -> bool:
        path = self._session_path
        return (
            self._property(LOGIN, path, SESSION, "Active") is False
            or self._property(LOGIN, path, SESSION, "LockedHint") is True
        )

    # -- questions ------------------------------------------------------------------------------

    def _own_session(self) -> str:
        name = os.environ.get("XDG_SESSION_ID") or self._property(
            LOGIN, f"{LOGIN_PATH}/session/auto", SESSION, "Id"
        )
        answer = self._ask(LOGIN, LOGIN_PATH, MANAGER, "GetSession", name) if name else None
        found = answer.arguments()[0] if answer is not None and answer.arguments() else None
        return found.path() if isinstance(found, QDBusObjectPath) else ""

    def _property(self, service: str, path: str, interface: str, name: str) -> object:
        answer = self._ask(service, path, PROPERTIES, "Get", interface, name)
        found = answer.arguments()[0] if answer is not None and answer.arguments() else None
        return found.variant() if isinstance(found, QDBusVariant) else None

    def _ask(self, service: str, path: str, interface: str, name: str, *words: object) -> QDBusMessage | None:
        question = QDBusMessage.createMethodCall(service, path, interface, name)
        question.setArguments(list(words))
        answer = self._system.call(question, QDBus.CallMode.Block, ANSWER_MS)
        return answer if answer.type() is QDBusMessage.MessageType.ReplyMessage else None
