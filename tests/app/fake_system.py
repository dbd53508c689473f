"""Stands in for the login manager and the lid on a private bus; does what it is told on standard input.

sleep       the computer is about to sleep: PrepareForSleep(true)
lid         the lid is shut: the property says so and a change is told
switch      another person has the screen: the session is not active any more
lock        somebody asks that this session be locked
saver X     the screen saver X (an interface) begins
stop X      it ends
nonsense    messages with words where none belong
held        says on standard output whether sleep is still held back: "held" or "free"
"""

from __future__ import annotations

import os
import select
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

LOGIN, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION = f"{PATH}/session/_31"
PROPERTIES = "org.freedesktop.DBus.Properties"
WHOLE_TREE = QDBusConnection.VirtualObjectRegisterOption.SubPath


class System(QDBusVirtualObject):
    """Answers what the program asks."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self.bus = bus
        self.facts: dict[str, object] = {"LidClosed": False, "Active": True, "LockedHint": False, "Id": "1"}
        self.brake = -1

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        words: list[object] = []
        match message.member():
            case "Inhibit":
                self.brake, outer = os.pipe()
                words = [QDBusUnixFileDescriptor(outer)]
                os.close(outer)
            case "GetSession":
                words = [QDBusObjectPath(SESSION)]
            case "Get" if message.arguments()[1] in self.facts:
                words = [QDBusVariant(self.facts[message.arguments()[1]])]
            case _:
                return False
        answer = message.createReply()
        answer.setArguments(words)
        return connection.send(answer)

    def say(self, path: str, interface: str, name: str, *words: object) -> None:
        told = QDBusMessage.createSignal(path, interface, name)
        told.setArguments(list(words))
        self.bus.send(told)

    def obey(self, line: str) -> None:
        order, _, about = line.strip().partition(" ")
        match order:
            case "sleep":
                self.say(PATH, f"{LOGIN}.Manager", "PrepareForSleep", True)
            case "wake":
                self.say(PATH, f"{LOGIN}.Manager", "PrepareForSleep", False)
            case "lid":
                self.facts["LidClosed"] = True
                self.say(PATH, PROPERTIES, "PropertiesChanged", f"{LOGIN}.Manager", {"LidClosed": True}, [])
            case "switch":
                self.facts["Active"] = False
                self.say(SESSION, PROPERTIES, "PropertiesChanged", f"{LOGIN}.Session", {"Active": False}, [])
            case "idle":
                self.say(SESSION, PROPERTIES, "PropertiesChanged", f"{LOGIN}.Session", {"IdleHint": True}, [])
            case "lock":
                self.say(SESSION, f"{LOGIN}.Session", "Lock")
            case "saver" | "stop":
                self.say("/a/saver", about, "ActiveChanged", order == "saver")
            case "nonsense":
                self.say("/a/saver", "org.gnome.ScreenSaver", "ActiveChanged", "True", 7)
                self.say("/a/saver", "org.gnome.ScreenSaver", "ActiveChanged")
                self.say(PATH, f"{LOGIN}.Manager", "PrepareForSleep", {"a": [1]})
            case "held":
                say("held" if self.holds() else "free")

    def holds(self) -> bool:
        """Nobody writes into the brake, so it can be read from only when its other end was closed."""
        return self.brake >= 0 and not select.select([self.brake], [], [], 0)[0]


def say(answer: str) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def main() -> int:
    """Until standard input ends."""
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(sys.argv[1], "system")
    system = System(bus)
    bus.registerVirtualObject(PATH, system, WHOLE_TREE)
    bus.registerService(LOGIN)
    ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def read() -> None:
        lines = os.read(sys.stdin.fileno(), 4096).decode()
        for line in lines.splitlines():
            system.obey(line)
        if not lines:
            app.quit()

    ear.activated.connect(read)
    say("ready")
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
