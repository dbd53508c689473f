"""The main window around the screens.

`window` puts it together and goes places; `bars` tells what is saved and running, `hiding` is F9, `undoing`
brings back what was removed, `coming_back` keeps the place over a lock, `leaving` is what must happen before
the records close, `keys` the window's keys.
"""

from __future__ import annotations

from ketacounsel.ui.shell.window import Shell

__all__ = ["Shell"]
