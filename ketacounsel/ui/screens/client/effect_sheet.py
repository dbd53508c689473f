"""One adverse effect: its name, how strong it was, when it began, and whether it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import EffectId
from ketacounsel.core.infusions import SEVERITIES, AdverseEffect, Infusion
from ketacounsel.ui.screens.client.infusion_block import SOURCE_WORDS
from ketacounsel.ui.when import local, moment
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.check import CheckRow
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.choice import Segmented
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.field import ComboField, Field, TextField
from ketacounsel.ui.widgets.layout import row
from ketacounsel.ui.widgets.overlay import Sheet

COMMON = ("Nausea", "Raised blood pressure", "Dizziness", "Headache", "Anxiety", "Drowsiness")
SOURCES = ("clinic_record", "client_report", "told_to_me")


class EffectSheet(Sheet):
    """Adds one, or changes one. Only its name and how strong it was are needed."""

    def __init__(
        self, infusion: Infusion, effect: AdverseEffect | None, save: Callable[[AdverseEffect], None]
    ) -> None:
        super().__init__("Adverse effect")
        self._infusion, self._effect, self._save = infusion, effect, save
        self.kind = TextField("What it was")
        self._name = Field("What it was", self.kind)
        self._common = ChipGroup(COMMON, "Often reported", small=True)
        self.severity = Segmented([word.capitalize() for word in SEVERITIES.values()], "How strong")
        self.began = TimeField("Began")
        self.settled_on, self.settled = DateField("Settled on", year=False), TimeField("Settled at")
        self.still = CheckRow("Still there")
        self._source = ComboField("Source", [SOURCE_WORDS[source] for source in SOURCES])
        self._error = Field("How strong", self.severity)
        self._lay_out_form()
        self._fill()

    def _lay_out_form(self) -> None:
        go, cancel = Button("Keep" if self._effect else "Add", "primary"), Button("Cancel", "soft")
        go.clicked.connect(self._take)
        cancel.clicked.connect(self.dismiss)
        self.kind.returnPressed.connect(self._take)
        self.kind.text_edited.connect(lambda words: self._common.set_chosen([words]))
        self._common.chosen_changed.connect(self._take_common)
        times = row(
            Field("Began", self.began),
            Field("Settled on", self.settled_on),
            Field("Settled at", self.settled),
            gap=12,
        )
        self.body.put(self._name, self._common, self._error, times, self.still, Field("Source", self._source))
        self.foot.put(None, cancel, go)

    def _fill(self) -> None:
        zone, effect = self._infusion.details.zone, self._effect
        began = local(self._infusion.details.starts_at, zone)
        self.settled_on.set_value(began.date())
        self._source.select(SOURCES.index(effect.source) if effect else 0)
        if effect is None:
            return
        self.kind.set_text(effect.kind)
        self._common.set_chosen([effect.kind])
        self.severity.select(effect.severity - 1)
        self.still.setChecked(effect.still_there)
        if effect.began_at is not None:
            self.began.set_value(local(effect.began_at, zone).time().replace(second=0, microsecond=0))
        if effect.settled_at is not None:
            end = local(effect.settled_at, zone)
            self.settled_on.set_value(end.date())
            self.settled.set_value(end.time().replace(second=0, microsecond=0))

    def _take_common(self, chosen: list[str]) -> None:
        new = [word for word in chosen if word != self.kind.text()]
        self.kind.set_text(new[-1] if new else "")
        self._common.set_chosen(new[-1:])

    def _take(self) -> None:
        kind = self.kind.text().strip()
        if not kind:
            self._name.set_error("A word for what it was, for example Nausea.")
            return
        if self.severity.index() < 0:
            self._error.set_error("Mild, moderate or severe: as the clinic or the client put it.")
            return
        before = self._effect or AdverseEffect(EffectId(""), kind, 1, self._infusion.id)
        began, settled = self._times()
        still = self.still.isChecked() and settled is None
        try:
            self._save(
                replace(
                    before,
                    kind=kind,
                    severity=self.severity.index() + 1,
                    began_at=began,
                    settled_at=settled,
                    still_there=still,
                    source=SOURCES[max(0, self._source.currentIndex())],
                )
            )
        except KetaCounselError as refusal:
            self._error.set_error(refusal.sentence)
            return
        self.dismiss()

    def _times(self) -> tuple[datetime | None, datetime | None]:
        """A beginning before the infusion's hour belongs to the next day, when it is at night."""
        zone, start = self._infusion.details.zone, self._infusion.details.starts_at
        day = local(start, zone).date()
        began = None if (at := self.began.value()) is None else moment(day, at, zone)
        if began is not None and began < start - timedelta(hours=12):
            began = moment(day + timedelta(days=1), began.timetz().replace(tzinfo=None), zone)
        end_day, end = self.settled_on.value() or day, self.settled.value()
        return began, None if end is None else moment(end_day, end, zone)
