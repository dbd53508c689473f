"""Small words: lists with commas, sentences with an end, quotations, dates as a note writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_END = ".!?…"
_LITTLE = frozenset(
    (
        *("a", "an", "the", "my", "her", "his", "their", "our", "your", "this", "that", "no", "not", "none"),
        *(
            "nothing",
            "some",
            "any",
            "all",
            "at",
            "in",
            "on",
            "by",
            "to",
            "for",
            "from",
            "of",
            "with",
            "until",
        ),
        *("without", "after", "before", "about", "when", "what", "and", "or", "as", "if", "it", "so", "once"),
    )
)
"""Words that open a typed line with a capital and carry none inside a sentence."""
_CLOSERS = "”’\"')"


def count_word(number: int) -> str:
    """ "two" for 2, figures from eleven on."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else str(number)


def plural(number: int, one: str, many: str = "") -> str:
    """ "one item", "3 items" without the number: only the right noun."""
    return one if number == 1 else many or f"{one}s"


def figure(number: float) -> str:
    """ "7" for 7.0 and "6.5" for 6.5."""
    return str(int(number)) if float(number).is_integer() else f"{number:g}"


def commas(parts: Iterable[str]) -> str:
    """Parts after a colon: commas, or semicolons where a part has a comma of its own."""
    kept = [part for part in parts if part]
    return ("; " if any("," in part for part in kept) else ", ").join(kept)


def and_join(parts: Iterable[str]) -> str:
    """Parts inside a sentence: "a", "a and b", "a, b and c"."""
    kept = [part for part in parts if part]
    return " and ".join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else "".join(kept)


def one_line(words: str) -> str:
    """Typed words without line ends and double blanks."""
    return " ".join(words.split())


def inside(words: str) -> str:
    """Typed words to stand in the middle of a sentence: on one line, without their last full stop."""
    line = one_line(words)
    return line[:-1].rstrip() if line.endswith(".") and not line.endswith("..") else line


def opened_low(words: str) -> str:
    """Typed words after a colon or a comma: "The grey blanket" as "the grey blanket", a name as it is."""
    first = words.partition(" ")[0].rstrip(",;:")
    known = first[1:].islower() or len(first) == 1
    return words[:1].lower() + words[1:] if known and first.lower() in _LITTLE else words


def quote(words: str) -> str:
    """The client's words in quotation marks; words that already hold a quotation stay as typed."""
    line = inside(words)
    return line if any(mark in line for mark in '“”"') else f"“{line}”"


def sentence(text: str) -> str:
    """One sentence: a capital first, a full stop last; inside a closing quotation mark, as is the custom."""
    text = one_line(text)
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    if text[-1] in _END or (text[-1] in _CLOSERS and text[-2:-1] and text[-2] in _END):
        return text
    return f"{text[:-1]}.{text[-1]}" if text[-1] in '”"' else f"{text}."


def paragraph(sentences: Iterable[str]) -> str:
    """Sentences with a blank between them."""
    return " ".join(part for part in map(sentence, sentences) if part)


def lower_first(words: str) -> str:
    """ "Asking for help" to "asking for help", but "IV" and "PHQ-9" as they are."""
    return words if words[1:2].isupper() or words[:2] == "I " else words[:1].lower() + words[1:]


def fill_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with its {names} replaced; an [optional part] goes when one of its names is empty."""

    def optional(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name) for name in _TOKEN.findall(match[1])) else ""

    kept = re.sub(r":\s*[,;]\s*", ": ", _OPTIONAL.sub(optional, pattern)).lstrip(" ,;:")
    return _TOKEN.sub(lambda match: values.get(match[1], ""), kept)


def day_words(day: date, today: date) -> str:
    """ "12 Oct"; with the year when it is not this one."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")


def full_day(day: date) -> str:
    """ "Thu 15 Oct 2026", for the head of a document."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date, today: date) -> str:
    """ "Tue 20 Oct"; with the year when it is not this one."""
    return f"{_DAYS[day.weekday()]} {day_words(day, today)}"


def time_words(at: datetime, today: date) -> str:
    """ "Thu 22 Oct, 14:30", as the clock on the wall says it."""
    return f"{weekday_words(at.date(), today)}, {at:%H:%M}"


def steps_words(numbers: Sequence[int]) -> str:
    """ "Step 2", "Steps 4 and 6", "Steps 3, 6, 9", "Steps 1–4"."""
    order = sorted(set(numbers))
    if not order:
        return ""
    if len(order) == 1:
        return f"Step {order[0]}"
    runs: list[list[int]] = []
    for number in order:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
    return "Steps " + (" and ".join(parts) if len(parts) == 2 else ", ".join(parts))
