"""Ground and text size. Both change at once and stay with these records."""

from __future__ import annotations

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.screens.settings.rows import SettingRow, SettingsPage
from ketacounsel.ui.theme import SCALES
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.choice import Segmented

GROUNDS = ("system", "light", "dark")


class LookPage(SettingsPage):
    """Theme and interface size."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ground = Segmented(("System", "Light", "Dark"), "Theme")
        self.scale = Segmented([f"{scale:.0%}" for scale in SCALES], "Interface size")
        self.ground.chosen.connect(lambda at: desk.dress.choose_theme(GROUNDS[at]))
        self.scale.chosen.connect(lambda at: desk.dress.choose_size(SCALES[at]))
        desk.dress.changed.connect(self.reread)
        card = Card("Appearance and text size", rows=True)
        card.add_row(
            SettingRow("Theme", "Printed pages are always light. Ctrl Shift D switches.", self.ground)
        )
        words = "Text, icons and targets. Ctrl + and Ctrl − change it, Ctrl 0 goes back to 100%."
        card.add_row(SettingRow("Interface size", words, self.scale))
        self.body.put(card)

    def reread(self) -> None:
        look = self.desk.dress.look
        self.ground.select(GROUNDS.index(look.theme) if look.theme in GROUNDS else 0)
        self.scale.select(min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - look.size)))

    def focus_first(self) -> None:
        self.ground.focus_first()
