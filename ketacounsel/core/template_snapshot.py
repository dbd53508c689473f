"""A template as text and back: a session keeps the very edition that it was started with."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from ketacounsel.core.templates import Template


def template_to_json(template: Template) -> str:
    """The whole template as JSON, the same text for the same template; what is at its default is left out."""
    return json.dumps(_plain(template), ensure_ascii=False, separators=(",", ":"))


def template_from_json(text: str) -> Template:
    """The template kept by `template_to_json`; unknown keys of a later program are passed over."""
    return cast(Template, _build(Template, json.loads(text)))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(part) for one, part in kept if not _is_default(one, part)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _is_default(one: Any, value: object) -> bool:
    if one.default is not MISSING:
        return bool(value == one.default) and type(value) is type(one.default)
    return one.default_factory is not MISSING and value == one.default_factory()


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _build_union(get_args(kind), data)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], part) for part in data)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _build(get_args(kind)[1], part) for key, part in data.items()}
    return _build_value(kind, data) if is_dataclass(kind) else data


def _build_value(kind: Any, data: Any) -> Any:
    hints = _hints(kind)
    return kind(**{key: _build(hints[key], part) for key, part in data.items() if key in hints})


@lru_cache(maxsize=256)
def _hints(kind: Any) -> Mapping[str, Any]:
    """Read once: reading them costs a hundred times what building a value does."""
    return get_type_hints(kind)


def _build_union(kinds: tuple[Any, ...], data: Any) -> Any:
    values = [kind for kind in kinds if is_dataclass(kind)]
    return _build(values[0], data) if values and isinstance(data, dict) else data
