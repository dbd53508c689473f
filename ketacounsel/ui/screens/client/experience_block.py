"""Setting and experience: what surrounded the infusion, and how it was in the client's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ketacounsel.core.infusions import Infusion
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.client.infusion_block import InfusionBlock
from ketacounsel.ui.theme import hub, theme
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.field import TextField
from ketacounsel.ui.widgets.layout import Grid, row
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.menu import Popover
from ketacounsel.ui.widgets.slider import SliderRating

RATINGS = {
    "strength": ("Strength", "Slight", "Very strong"),
    "ease": ("Ease", "Difficult", "Easy"),
    "felt_safe": ("Felt safe", "Not at all", "Fully"),
}
ROOMY = 520


class ExperienceBlock(InfusionBlock):
    """Setting in chips, the experience in words, three ratings from 0 to 10."""

    source_field = "experience_source"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Setting and experience", parent)
        self._labels: tuple[str, ...] = ()
        self.setting = ChipGroup([], "Setting", allow_new=True)
        self.words = LongText("Experience in the client’s words", placeholder="In the client’s words")
        self.ratings = {name: SliderRating(*told) for name, told in RATINGS.items()}
        self._grid = Grid(gap=24, row_gap=12)
        self.body.put(self.setting, 14, self.words, 14, self._grid)
        self.setting.chosen_changed.connect(lambda tags: self.put({"setting_tags": tuple(tags)}))
        self.setting.new_requested.connect(self._ask_new)
        self.words.text_edited.connect(lambda: self.put({"experience_words": self.words.text()}))
        for name, rating in self.ratings.items():
            rating.value_changed.connect(lambda value, name=name: self.put({name: value}))
        hub().changed.connect(self._fold)
        self._fold()

    def show_record(self, infusion: Infusion, usual: Sequence[str]) -> None:
        """`usual`: what this client's infusions had, and what is common."""
        another = self.infusion is None or self.infusion.id != infusion.id
        self.show_infusion(infusion)
        told = infusion.details
        labels = tuple(dict.fromkeys((*told.setting_tags, *usual)))
        if set(labels) != set(self._labels) or another:
            self._labels = labels
            self.setting.set_labels(labels)
        self.setting.set_chosen(told.setting_tags)
        if not self.is_typing(self.words, another):
            self.words.set_text(told.experience_words)
        for name, rating in self.ratings.items():
            rating.set_value(getattr(told, name))

    def _ask_new(self) -> None:
        popover = Popover("Another setting", self)
        field, add = TextField("Another setting", placeholder="For example: sister drove home"), Button("Add")

        def take() -> None:
            words = field.text().strip()
            if words and words not in self._labels:
                self._labels = (*self._labels, words)
                self.setting.add(words, chosen=True)
                self.put({"setting_tags": tuple(self.setting.chosen())})
            popover.close()

        field.returnPressed.connect(take)
        add.clicked.connect(take)
        field.setMinimumWidth(theme().px(240))
        popover.body.put(row(field, add))
        popover.open_below(self.setting)

    def _fold(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        beside = self.width() >= theme().px(ROOMY)
        for at, rating in enumerate(self.ratings.values()):
            self._grid.addWidget(rating, 0 if beside else at, at if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
