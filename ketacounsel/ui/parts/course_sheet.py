"""A course of infusions: for what, how many are planned, in which phase. The rest is counted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketacounsel.core.changes import Saved, Topic
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.core.infusions import PHASES, Course
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

CHANGED = frozenset({Topic.INFUSIONS})


class CourseSheet(Sheet):
    """Changes a course, or begins the next one."""

    def __init__(self, desk: Desk, client_id: ClientId, course: Course | None) -> None:
        super().__init__(f"Course {course.number}" if course else "Begin a new course")
        self._desk, self._client_id, self._course = desk, client_id, course
        self.opened_by = ("course", client_id, course.id if course else "")
        self.indication = TextField("Indication")
        self.planned = NumberField("Planned infusions", low=1, high=500, decimals=0)
        self.phase = ComboField("Phase", [phase.capitalize() for phase in PHASES])
        self._field = Field("Indication", self.indication, "as stated by the clinic")
        self._count = Field("Planned infusions", self.planned)
        numbers = row(gap=12)
        numbers.addWidget(self._count, 1)
        numbers.addWidget(Field("Phase", self.phase), 1)
        told = "Infusions added from now on belong to it." if course is None else ""
        self.body.put(self._field, numbers, TextBlock(told, "small", "muted"))
        self._fill(course)
        cancel, keep = Button("Cancel", "soft"), Button("Keep" if course else "Begin course", "primary")
        cancel.clicked.connect(self.dismiss)
        keep.clicked.connect(self._save)
        self.indication.returnPressed.connect(self._save)
        self.foot.put(None, cancel, keep)

    def _fill(self, course: Course | None) -> None:
        self.phase.select(PHASES.index(course.phase) if course else 0)
        if course is not None:
            self.indication.set_text(course.indication)
            self.planned.set_value(course.planned_infusions)

    def _save(self) -> None:
        if self.planned.text().strip() and self.planned.value() is None:
            self._count.set_error("Type a whole number from 1 to 500. Nothing was changed yet.")
            return
        try:
            saved = self._write()
        except KetaCounselError as refusal:
            self._field.set_error(refusal.sentence)
            return
        self._desk.changes.announce(saved)
        self.dismiss()

    def _write(self) -> Saved:
        count = self.planned.value()
        planned = None if count is None else int(count)
        indication, phase = self.indication.text().strip(), PHASES[max(0, self.phase.currentIndex())]
        if self._course is None:
            new = self._desk.infusions.add_course(self._client_id, indication, planned, phase)
            return Saved(self._desk.clock(), CHANGED, id=new)
        fields = {"indication": indication, "planned_infusions": planned, "phase": phase}
        return self._desk.infusions.patch_course(self._course.id, fields, self._course.rev)


def open_course(desk: Desk, client_id: ClientId, over: QWidget, course: Course | None = None) -> CourseSheet:
    """Open the sheet over a widget's window; without a course it begins the next."""
    sheet = CourseSheet(desk, client_id, course)
    sheet.open_over(over)
    return sheet
