"""Loads Qt's Python layer without the third of it that a running program never uses.

For help texts, type stubs and another style of names (`snake_case`) the layer compiles sources of its own at
each start, and reads the source of every module imported after it. Here the first are compiled when something
in them is asked for (the words of a TypeError), and no source is read. A layer of another make is left alone.
"""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

SIGNATURE = "shibokensupport.signature."
PARTS = ("errorhandler", "layout", "parser", "lib.tool", "lib.enum_sig", "lib.pyi_generator")
LATER = frozenset(SIGNATURE + part for part in PARTS)
LOOKER = "_mod_uses_pyside"


def load_qt() -> None:
    """Before the first import of PySide6. Who calls it lets Python search for garbage again later.

    Nothing that a start makes is garbage, but it is much, so Python would search through it several times.
    """
    gc.disable()
    usual = sys.meta_path
    sys.meta_path = _Finders(usual)
    try:
        importlib.import_module("PySide6.QtCore")
    finally:
        sys.meta_path = usual
    _look_at_no_source()


class _Finders(list[Any]):
    """The finders of modules while Qt is loaded; its layer puts one of its own in front."""

    def insert(self, at: Any, finder: Any, /) -> None:
        load = getattr(finder, "exec_module", None)
        if load is not None:
            finder.exec_module = lambda module: _load(module, load, finder)
        super().insert(at, finder)


def _load(module: ModuleType, load: Any, finder: Any) -> None:
    name = module.__name__
    if name not in LATER:
        load(module)
        return

    def wake(asked: str) -> Any:
        if asked.startswith("__"):  # importing asks for these
            raise AttributeError(asked)
        vars(module).pop("__getattr__", None)
        module.__spec__ = ModuleSpec(name, finder)  # the layer gave it another name meanwhile
        load(module)
        return getattr(module, asked)

    vars(module)["__getattr__"] = wake


def _look_at_no_source() -> None:
    try:
        feature = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, LOOKER):
        setattr(feature, LOOKER, lambda _module: False)
