"""Reads the session templates of a folder, checks them all, and says every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ketacounsel.core.errors import BadDataFile
from ketacounsel.core.template_snapshot import template_from_json, template_to_json
from ketacounsel.core.templates import Step, Template

__all__ = ["FOLLOW_UP", "follow_up_step", "load_templates", "template_from_json", "template_to_json"]

FOLLOW_UP = "safety_follow_up"
"""The template whose only step joins a session when a safety conversation is needed."""

_Raw = dict[str, Any]
_Fault = tuple[str, str, str]


def load_templates(folder: Path, measure_ids: Collection[str]) -> Mapping[str, Template]:
    """Every template of `folder` by its id, with the shared blocks of `folder`/blocks put in.

    Raises BadDataFile: one that names file, place and problem of every fault found.
    """
    faults: list[_Fault] = []
    blocks = {path.stem: _read(path, folder, faults) for path in sorted((folder / "blocks").glob("*.toml"))}
    for name, block in blocks.items():
        _check_block(f"blocks/{name}.toml", block, faults)
    found: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")):
        raw = _expand(_read(path, folder, faults), blocks, path.name, faults)
        template = _template(path, raw, measure_ids, faults)
        if template is not None:
            found[template.id] = template
    if faults:
        _refuse(faults)
    return found


def follow_up_step(templates: Mapping[str, Template]) -> Step:
    """The safety follow-up as a step, to be added to a running session."""
    return templates[FOLLOW_UP].steps[0]


def _read(path: Path, folder: Path, faults: list[_Fault]) -> _Raw:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        faults.append((path.relative_to(folder).as_posix(), "file", f"is not TOML: {bad}"))
        return {}


def _check_block(file: str, raw: _Raw, faults: list[_Fault]) -> None:
    from pydantic import ValidationError

    from ketacounsel.services.template_files import BlockFile

    if not raw:
        return
    try:
        BlockFile.model_validate(raw)
    except ValidationError as bad:
        faults.extend((file, _path(fault["loc"]), fault["msg"]) for fault in bad.errors())


def _expand(raw: _Raw, blocks: Mapping[str, _Raw], file: str, faults: list[_Fault]) -> _Raw:
    """The same file with `use` and `block` replaced by what they name."""
    steps = raw.get("steps")
    if not isinstance(steps, list):
        return raw
    full = []
    for number, step in enumerate(steps):
        if not isinstance(step, dict):
            continue
        own = {key: value for key, value in step.items() if key not in ("use", "fields")}
        fields = step.get("fields", [])
        if "use" in step:
            used = _block(step["use"], blocks, file, f"steps.{number}.use", faults)
            own = {**used, **own}
            fields = [*used.get("fields", []), *fields]
        own["fields"] = [
            part
            for place, field in enumerate(fields)
            for part in _field_parts(field, blocks, file, f"steps.{number}.fields.{place}", faults)
        ]
        full.append(own)
    return {**raw, "steps": full}


def _field_parts(
    field: Any, blocks: Mapping[str, _Raw], file: str, where: str, faults: list[_Fault]
) -> list[Any]:
    if isinstance(field, dict) and set(field) == {"block"}:
        return list(_block(field["block"], blocks, file, where, faults).get("fields", []))
    return [field]


def _block(name: Any, blocks: Mapping[str, _Raw], file: str, where: str, faults: list[_Fault]) -> _Raw:
    if name not in blocks:
        faults.append((file, where, f'unknown block "{name}"'))
        return {}
    return blocks[name]


def _template(path: Path, raw: _Raw, measure_ids: Collection[str], faults: list[_Fault]) -> Template | None:
    from pydantic import ValidationError

    from ketacounsel.services.template_checks import problems
    from ketacounsel.services.template_files import TemplateFile

    if not raw:
        return None
    try:
        template = TemplateFile.model_validate(raw).value()
    except ValidationError as bad:
        faults.extend((path.name, _path(fault["loc"]), fault["msg"]) for fault in bad.errors())
        return None
    if template.id != path.stem:
        faults.append((path.name, "id", f'is "{template.id}", the file is called "{path.stem}"'))
    faults.extend((path.name, where, problem) for where, problem in problems(template, measure_ids))
    return template


def _path(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place) or "file"


def _refuse(faults: list[_Fault]) -> None:
    faults = list(dict.fromkeys(faults))
    if len(faults) == 1:
        raise BadDataFile(*faults[0])
    lines = [f"{file}: {where}: {problem}" for file, where, problem in faults]
    raise BadDataFile(faults[0][0], f"{len(faults)} problems", "\n".join(lines))
