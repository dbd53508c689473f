"""The only place where things are wired together: from a folder to an open window, and back to a lock.

A `Claim` says which records this process shows. `Doors` lead to them, `OpenRecords` is the window on them,
`Locking` takes leave of them; `Program` joins the four.
"""

from __future__ import annotations

from ketacounsel.app.program import Program, Start, run

__all__ = ["Program", "Start", "run"]
