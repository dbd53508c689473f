"""The audit as a table for elsewhere, by the save dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ketacounsel.core.audit import AuditFilter
from ketacounsel.core.errors import NotOnDisk
from ketacounsel.ui.desk import Desk

FILE, TITLE, KINDS = "KetaCounsel audit.csv", "Save the audit as a table", "CSV (*.csv)"


def save_audit(over: QWidget, desk: Desk, wanted: AuditFilter) -> Path | None:
    """Ask where to, and write the table there. None when the dialog was closed. Raises NotOnDisk."""
    chosen, _ = QFileDialog.getSaveFileName(over, TITLE, str(Path.home() / FILE), KINDS)
    return write_audit(Path(chosen), desk, wanted) if chosen else None


def write_audit(path: Path, desk: Desk, wanted: AuditFilter) -> Path:
    """Write the table; that it left is a line of its own. Raises NotOnDisk."""
    path = path if path.suffix else path.with_suffix(".csv")
    table = desk.audit.export_csv(wanted)
    try:
        path.write_bytes(table)
    except OSError as problem:
        raise NotOnDisk(
            "The table could not be written there.",
            safe="Your records are unchanged.",
            todo="Choose another folder, or make room on the disk.",
        ) from problem
    return path
