"""KetaCounsel: guided integration counseling around ketamine infusions, on one computer, offline.

The map
-------
Left may import right, never back::

    cli, commands, app  ->  ui  ->  services | reports  ->  store  ->  models  ->  core

core/       What is true. Plain Python values and rules: scores, places, which step comes next.
            No Qt, SQL, PDF, disk or clock.
models/     What is kept. One SQLAlchemy class a table; no queries, no sessions.
store/      The one door to the encrypted records: key, pragmas, transactions, migrations, queries.
            Nothing outside it knows which database there is.
services/   What a counselor does. The only place where a row becomes a value.
reports/    Values in, PDF bytes out. reportlab lives here only.
ui/         Windows. PySide6 lives here only; a screen is a view (pixels) and a view-model (state).
app/        From a folder to an open window and back to a lock; wiring.py hands the window its services,
            ahead.py reads what opening needs while the passphrase is typed.
cli.py      The commands' grammar (__main__.py is the same door); commands/ does what they say.
practice_set/  Makes the invented records, through the same services.
hardening.py  Keeps the process to itself: private files, no core dump, no look into its memory.
paths.py    Where the shipped files and the user's records are.

Measures, session templates, report layouts and colour themes are data: one TOML file each under
``resources/`` in a checkout, ``ketacounsel/_resources/`` once installed.

Two straight lines
------------------
A key typed in a note: view -> view-model (at most 250 ms later, while typing goes on) -> service ->
one transaction in the store -> ``Saved`` comes back -> open screens that care read again.

A report: view-model -> service compiles a ``Report`` value in one read -> a worker turns the value
into PDF bytes -> the bytes go to a file whole or not at all.

Between layers travel frozen dataclasses. No row reaches a screen, nobody calls back up, and a client's
words are never part of an error, a log line, a temporary file or a file name.

Glossary
--------
client        The person in counseling. Known by a file number.
course        One stretch of infusion treatment with its indication, planned number and phase.
infusion      One administration of ketamine, whatever the route; the clinic gives it, we record it.
place         Where a dated thing stands in the course: "Infusion 3, day +2", "before infusion 4".
window        The 24-72 hours after an infusion in which an integration session is recommended.
session       A guided meeting with the client (``GuidedSession`` in code; a database's is ``DbSession``).
template      The steps of a guided session, in one edition; a session keeps the one it began with.
jotting       The counselor's private words, kept apart and sealed; in no note, report or search.
note          What the chart says about a session. Drafted, signed, then closed; addenda follow it.
measure       A questionnaire such as PHQ-9, with its scoring, bands and licence.
sitting       One filling-in of a measure.
intention     What the client hopes to bring to an infusion.
action        Something agreed to do before next time. A goal is the longer aim behind it.
follow-up     What is still to be done after an answer that concerns safety.
prescriber    The clinician who orders the infusions and gets the progress report.
records       The folder with the encrypted database and its key file; ``unlocked`` once a key opened it.
practice set  Invented records for learning and for pictures. Never anybody's.
"""

from __future__ import annotations

__version__ = "0.1.0"
