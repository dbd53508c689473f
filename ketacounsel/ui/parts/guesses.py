"""What this computer already knows: country, paper and time zone. Each can be changed."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone

LETTER = frozenset({"US", "CA", "MX", "PH", "CO", "CL", "VE", "CR", "GT", "SV", "NI", "PA", "DO", "PR"})


def country() -> str:
    """A two-letter code; US where the system does not say."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if len(code) == 2 else "US"


def paper(of_country: str) -> str:
    """The sheet that is usual there."""
    return "letter" if of_country in LETTER else "a4"


def zone() -> str:
    """The system's time zone, as an IANA name."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if name in zones() else "UTC"


def zones() -> tuple[str, ...]:
    """Zones to choose from: places, and UTC."""
    left_out = ("Etc/", "SystemV/", "posix/", "right/", "US/")
    places = {name for name in available_timezones() if "/" in name and not name.startswith(left_out)}
    return ("UTC", *sorted(places))
