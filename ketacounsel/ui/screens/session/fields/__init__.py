"""What a step can record, one editor for each kind, built from the template's field."""

from __future__ import annotations

from ketacounsel.core.templates import Field
from ketacounsel.ui.screens.session.fields.base import FieldEditor, Ground


def make_editor(field: Field, ground: Ground) -> FieldEditor:
    """The editor for a field."""
    match field.kind:
        case "text" | "longtext":
            from ketacounsel.ui.screens.session.fields.texts import LineEditor, WordsEditor

            return LineEditor(field, ground) if field.kind == "text" else WordsEditor(field, ground)
        case "scale":
            from ketacounsel.ui.screens.session.fields.scales import ScaleEditor

            return ScaleEditor(field, ground)
        case "single" | "yesno":
            from ketacounsel.ui.screens.session.fields.one_of import SingleEditor, YesNoEditor

            return SingleEditor(field, ground) if field.kind == "single" else YesNoEditor(field, ground)
        case "multi" | "checklist" | "themes":
            from ketacounsel.ui.screens.session.fields.several import ChecklistEditor, ChipsEditor

            return ChecklistEditor(field, ground) if field.kind == "checklist" else ChipsEditor(field, ground)
        case "number" | "date" | "datetime":
            from ketacounsel.ui.screens.session.fields.figures import FIGURES

            return FIGURES[field.kind](field, ground)
        case "list":
            from ketacounsel.ui.screens.session.fields.rows import RowsEditor

            return RowsEditor(field, ground)
        case "contact":
            from ketacounsel.ui.screens.session.fields.contact import ContactEditor

            return ContactEditor(field, ground)
        case "measure":
            from ketacounsel.ui.screens.session.fields.measure import MeasureEditor

            return MeasureEditor(field, ground)
        case "read_aloud" | "auto":
            from ketacounsel.ui.screens.session.fields.told import ReadAloud, Told

            return ReadAloud(field, ground) if field.kind == "read_aloud" else Told(field, ground)
