"""Reads the measures of a folder, checks them all, and says every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.measures import Measure

LOCK = "editions.lock"
_Fault = tuple[str, str, str]


def load_measures(folder: Path) -> Mapping[str, Measure]:
    """The newest edition of every measure of `folder`, by its id.

    Raises:
        BadDataFile: names file, place and problem of every fault found.
    """
    editions = load_editions(folder)
    newest: dict[str, Measure] = {}
    for (name, _), measure in sorted(editions.items()):
        newest[name] = measure
    return MappingProxyType(newest)


def load_editions(folder: Path) -> Mapping[tuple[str, int], Measure]:
    """Every edition of every measure, by id and edition: an old sitting keeps the one it was given under.

    Raises:
        BadDataFile: as `load_measures`.
    """
    faults: list[_Fault] = []
    locked = _read_lock(folder / LOCK, faults)
    found: dict[tuple[str, int], Measure] = {}
    for path in sorted(folder.glob("*.toml")):
        measure = _read(path, faults)
        if measure is None:
            continue
        name = (measure.id, measure.edition)
        if name in found:
            faults.append(
                (path.name, "edition", f"{measure.id} {measure.edition} stands in another file too")
            )
        found[name] = measure
        faults += _lock_faults(path.name, measure, locked)
    if not found and not faults:
        faults.append((folder.name, "folder", "holds no measure"))
    if faults:
        _refuse(faults)
    return MappingProxyType(found)


def lock_line(measure: Measure) -> str:
    """The line of editions.lock that closes this edition when it is released."""
    from ketacounsel.services.measure_checks import fingerprint

    return f"{measure.id} {measure.edition} {fingerprint(measure)}"


def _read(path: Path, faults: list[_Fault]) -> Measure | None:
    from pydantic import ValidationError

    from ketacounsel.services.measure_checks import problems
    from ketacounsel.services.measure_files import MeasureFile

    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        measure: Measure = MeasureFile.model_validate(raw).value()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        faults.append((path.name, "file", f"is not TOML: {bad}"))
        return None
    except ValidationError as bad:
        faults.extend((path.name, ".".join(map(str, fault["loc"])), fault["msg"]) for fault in bad.errors())
        return None
    if path.stem not in (measure.id, f"{measure.id}-{measure.edition}"):
        faults.append((path.name, "id", f'is "{measure.id}", the file is called "{path.stem}"'))
    faults.extend((path.name, where, problem) for where, problem in problems(measure))
    return measure


def _read_lock(path: Path, faults: list[_Fault]) -> dict[tuple[str, str], str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        faults.append((LOCK, "file", "is missing"))
        return {}
    locked = {}
    for number, line in enumerate(lines, start=1):
        parts = line.split("#")[0].split()
        if len(parts) == 3:
            locked[parts[0], parts[1]] = parts[2]
        elif parts:
            faults.append((LOCK, f"line {number}", "needs a measure, its edition and a hash"))
    return locked


def _lock_faults(file: str, measure: Measure, locked: Mapping[tuple[str, str], str]) -> list[_Fault]:
    line = lock_line(measure)
    name, edition, found = line.split()
    wanted = locked.get((name, edition))
    if wanted == found:
        return []
    if wanted is None:
        return [(file, "edition", f"is not in {LOCK}: {line}")]
    return [(file, "edition", f"{edition} is released and its scoring part was changed; make a new edition")]


def _refuse(faults: list[_Fault]) -> None:
    if len(faults) == 1:
        raise BadDataFile(*faults[0])
    lines = [f"{file}: {where}: {problem}" for file, where, problem in faults]
    raise BadDataFile(faults[0][0], f"{len(faults)} problems", "\n".join(lines))
