"""Dates and times as people type them, and as we write them back. No clock of its own."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS = re.compile(r"(\d{1,2})\s*[. ]?\s*([a-z]{3})[a-z]*\.?\s*(\d{2,4})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./ ](\d{1,2})(?:[./ ](\d{2,4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[:. h]?(\d{2}))?\s*(am|pm)?")


def say_date(day: date, *, year: bool = True) -> str:
    """Tue 13 Oct 2026."""
    short = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{short} {day.year}" if year else short


def say_time(moment: time) -> str:
    """09:30."""
    return f"{moment.hour:02}:{moment.minute:02}"


def read_date(text: str, today: date) -> date | None:
    """13 Oct, 13 October 2026, 2026-10-13, 13.10.26, today, tomorrow, yesterday, tue, +7."""
    words = text.strip().lower()
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if words in near:
        return today + timedelta(days=near[words])
    if re.fullmatch(r"[+−-]\d{1,3}", words):
        return today + timedelta(days=int(words.replace("−", "-")))
    if len(words) >= 3 and words[:3].capitalize() in DAYS and words.isalpha():
        ahead = (DAYS.index(words[:3].capitalize()) - today.weekday()) % 7
        return today + timedelta(days=ahead)
    words = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]+", "", words).replace(",", " ")
    if found := _ISO.fullmatch(words):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _WORDS.fullmatch(words)) and found[2].capitalize() in MONTHS:
        month = MONTHS.index(found[2].capitalize()) + 1
        return _date(_year(found[3], today), month, int(found[1]))
    if found := _NUMBERS.fullmatch(words):
        return _date(_year(found[3], today), int(found[2]), int(found[1]))
    return None


def read_time(text: str) -> time | None:
    """10:15, 10.15, 1015, 9, 3pm."""
    found = _TIME.fullmatch(text.strip().lower())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    if len(text) == 4:
        return int(text)
    short = int(text)
    century = today.year // 100 * 100
    return century + short if century + short <= today.year + 10 else century - 100 + short


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
