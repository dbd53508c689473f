"""Tells Qt's Python layer not to read the source of every module that is imported after it.

It looks there for another style of names (`snake_case`, properties), which this program does not use.
Reading the sources takes a tenth of the start, and as much again while the records are opened.
"""

from __future__ import annotations

import importlib

import PySide6.QtCore  # noqa: F401 - the layer is there when Qt is

LOOKER = "_mod_uses_pyside"


def use_plain_names() -> None:
    """From now on no module is looked at. A Qt without this layer has nothing to be told."""
    try:
        feature = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, LOOKER):
        setattr(feature, LOOKER, _no)


def _no(_module: object) -> bool:
    return False
