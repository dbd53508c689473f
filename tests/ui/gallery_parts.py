"""The sheets of the gallery that show what a counselor touches."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLayout, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.button import Button, IconButton
from ketacounsel.ui.widgets.calendar import MonthGrid
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.check import CheckRow, CheckTile, SwitchRow
from ketacounsel.ui.widgets.chip import Avatar, Chip, KeyHint
from ketacounsel.ui.widgets.chip_group import ChipGroup
from ketacounsel.ui.widgets.choice import ScaleRow, Segmented, ThreeWay
from ketacounsel.ui.widgets.date_field import DateField, TimeField
from ketacounsel.ui.widgets.empty_state import EmptyState
from ketacounsel.ui.widgets.field import ComboField, Field, PassField, TextField
from ketacounsel.ui.widgets.layout import Grid, column, holder, row, rule
from ketacounsel.ui.widgets.long_text import LongText
from ketacounsel.ui.widgets.marks import InfusionDiamond, Ring, SeverityBars, Sparkline, StepSegments
from ketacounsel.ui.widgets.number_field import NumberField
from ketacounsel.ui.widgets.pin import PinField
from ketacounsel.ui.widgets.rows import LongList, RowList, RowView
from ketacounsel.ui.widgets.slider import SliderRating
from ketacounsel.ui.widgets.tabs import TabBar
from ketacounsel.ui.widgets.text import HeadingLabel, Text, TextBlock
from ketacounsel.ui.widgets.window_bar import LegendMark, WindowAxis, WindowBar

Part = QWidget | QLayout

WORDS = (
    "“I was outside the house and all the lights were on. I always thought I was locked out. I had just "
    "never tried the door.” Noticed the same thing with Ania on Sunday: she was waiting, not angry."
)


def _sheet(*parts: Part) -> QWidget:
    lay = column(gap=16, margins=(32, 24, 32, 24))
    for part in parts:
        lay.put(part)
    lay.addStretch(1)
    return holder(lay, "page")


def runner() -> QWidget:
    """What a counselor touches during a session."""
    long_text = LongText("In the client’s words", min_height=172)
    long_text.set_text(WORDS)
    themes = ChipGroup(
        ["Belonging", "Asking for help", "Grief", "Self-compassion", "Family"], "Themes", allow_new=True
    )
    themes.set_chosen(["Belonging", "Asking for help"])
    scale = ScaleRow("How strong does this feel right now?")
    scale.set_value(7)
    step = StepSegments()
    step.set_steps(9, 5, [0, 1, 2, 3, 4])
    ring = Ring()
    ring.set_share(31 / 50, "31 of 50 minutes")
    return _sheet(
        row(ring, Text("31 of 50 min", "body", weight=500), None, step),
        Text("Step 6 of 9", "caption", "accent", 600),
        HeadingLabel("Meaning and themes"),
        TextBlock(
            "Since Tuesday, does anything look different in how you see yourself, or the people around you?",
            "prompt",
        ),
        TextBlock("Follow what she offers. Reflect before you ask the next question.", "small", "muted"),
        Field("In the client’s words", long_text),
        Field("Themes", themes, "choose any"),
        Field("How strong does this feel right now?", scale, "keys 0–9, X for 10"),
        row(
            Text("Not at all", "caption", "muted"), None, Text("As strong as it could be", "caption", "muted")
        ),
        *asked(),
    )


def asked() -> list[Part]:
    """Answers, choices and the foot of a step."""
    answers = [ThreeWay("Wish to be dead"), ThreeWay("Thoughts of ending his life")]
    answers[0].set_value("yes")
    tile = CheckTile("Continue, safety plan reviewed", "With a check-in date")
    tile.setChecked(True)
    consent = CheckRow("Agreed to go on", runner=True)
    consent.setChecked(True)
    return [
        row(Text("Wish to be dead, past two weeks"), None, answers[0]),
        rule(),
        row(Text("Thoughts of ending his life"), None, answers[1]),
        row(tile, CheckTile("Tell the prescriber today", "Creates a call note"), gap=12),
        row(consent, CheckRow("None of these", runner=True), None, gap=24),
        row(
            Button("Back", "soft", "arrow-left"),
            None,
            Button("Skip this step", "muted"),
            Button("Safety check", "muted", "shield-alert"),
            None,
            Button(
                "Next: One small commitment",
                "primary",
                trailing_icon="arrow-right",
                key_hint="Ctrl ↵",
                large=True,
            ),
        ),
    ]


def record() -> QWidget:
    """A form with every kind of field, and their messages."""
    pin = PinField()
    pin.set_state("")
    infusions = RowList("Infusions", lines=False, selected_fill="infusion_tint")
    infusions.set_rows([RowView("1", "Tue 6 Oct", "0.60 mg/kg"), RowView("2", "Tue 13 Oct", "0.75 mg/kg")])
    infusions.select("2")
    switch = SwitchRow("Reduce motion", "Nothing slides or fades")
    switch.setChecked(True)
    return _sheet(
        treatment(),
        setting_and_experience(),
        row(
            InfusionDiamond(1),
            InfusionDiamond(4, given=False),
            SeverityBars(1),
            Text("Mild", "caption"),
            SeverityBars(3),
            Text("Severe", "caption"),
            None,
        ),
        infusions,
        Field("PIN", pin),
        switch,
        row(
            TextField("Filter this list", placeholder="Filter this list", icon="list-filter", soft=True),
            None,
            MonthGrid(date(2026, 10, 13), date(2026, 10, 15)),
        ),
    )


def treatment() -> Card:
    """Fields in a grid, two with messages."""
    day, start = DateField("Date", today=lambda: date(2026, 10, 15)), TimeField("Start")
    day.set_value(date(2026, 10, 13))
    start.set_value(time(10, 15))
    dose, weight = NumberField("Dose", "mg/kg"), NumberField("Weight", "kg", decimals=0)
    dose.set_value(0.75)
    weight.set_value(49)
    weight_field = Field("Weight", weight)
    weight_field.set_question("20 kg less than last time")
    wrong = Field("Length", NumberField("Length", "min"))
    wrong.set_error("This can’t be read as a number. Type it like 40.")
    grid = Grid(12, 12)
    for place, part in enumerate(
        (
            Field("Date", day),
            Field("Start", start),
            wrong,
            Field("Route", ComboField("Route", ["IV infusion", "IM injection"])),
            Field("Dose", dose),
            weight_field,
            Field("Also given", TextField("Also given", placeholder="Ondansetron 4 mg, after")),
            Field("Passphrase", PassField("Passphrase")),
        )
    ):
        grid.addWidget(part, place // 4, place % 4)
    card = Card("Treatment", dense=True)
    card.add_head(Chip("From clinic record, 13 Oct", "neutral", "file-check-2"))
    card.body.put(grid)
    return card


def setting_and_experience() -> Card:
    """Small chips, a long text, ratings."""
    setting = Card("Setting and experience", dense=True)
    chips = ChipGroup(
        ["Eye mask", "Own playlist", "Sister drove home", "Counselor present"], "Setting", small=True
    )
    chips.set_chosen(["Eye mask", "Own playlist"])
    ratings = [SliderRating("Strength", "Slight", "Very strong"), SliderRating("Ease", "Difficult", "Easy")]
    ratings[0].set_value(7)
    note = LongText("Experience", role="row", line=23)
    note.set_text(WORDS)
    setting.body.put(chips, 12, note, 12, row(*ratings, gap=24))
    return setting


def today() -> QWidget:
    """Cards, windows, rows, chips."""
    flag = Card("PHQ-9 item 9: “Several days”", edge="danger")
    flag.body.put(
        TextBlock("Thoughts that you would be better off dead, or of hurting yourself in some way.")
    )
    jotting = Card("Private jotting", edge="private", dense=True)
    jotting.add_head(KeyHint("Ctrl J"))
    spark = Sparkline()
    spark.set_scores([21, 20, 14, 16, 11, 13], "PHQ-9, from 21 to 13")
    filters = Segmented(
        ["Active", "In window", "Needs attention", "Discharged"], "Show", counts=["11", "3", "5", "38"]
    )
    filters.select(0)
    tabs = TabBar(["Overview", "Sessions and notes", "Infusions", "Safety plan"], "Maren Ostrowski", margin=0)
    tabs.set_count(1, "6")
    tabs.set_count(2, "3")
    chips = row(
        *(
            Chip(kind, kind, "clock-alert" if kind == "warning" else "")
            for kind in ("neutral", "calm", "infusion", "warning", "danger", "outline")
        ),
        None,
    )
    buttons = row(
        Button("Add client", "primary", "user-round-plus"),
        Button("Sort", "soft", "arrow-up-down"),
        Button("Erase HL-0147 for good", "danger"),
        IconButton("ellipsis", "More", "muted"),
        None,
    )
    return _sheet(
        windows_card(),
        tabs,
        row(filters, None),
        chips,
        buttons,
        row(Avatar("MO", 52, calm=True), Avatar("RA"), spark, None),
        notes_card(),
        flag,
        jotting,
        many_clients(),
        EmptyState("No clients yet", "They appear here once you add them.", action="Add client"),
    )


def windows_card() -> Card:
    """Three infusions and their windows."""
    windows = Card("Integration windows")
    windows.add_head(
        LegendMark("infusion", "Infusion"), LegendMark("now", "Now"), LegendMark("booked", "Session booked")
    )
    for name, hours, booked, urgent in (
        ("Ruth Abernathy", 70.2, None, True),
        ("Maren Ostrowski", 52, 52.6, False),
        ("Samuel Okonjo", 5, 28, False),
    ):
        bar = WindowBar()
        if hours > 70:
            windows.body.put(row(WindowAxis(), gap=0))
        bar.set_window(f"{name}, {hours} of 72 hours", hours, booked_h=booked, urgent=urgent)
        windows.add_row(
            holder(
                row(
                    column(
                        Text(name, "row"), Text("Infusion 4 · Mon 12 Oct, 15:40", "caption", "muted"), gap=2
                    ),
                    bar,
                    Button("Book or start", "primary" if booked and hours > 24 else "secondary"),
                    gap=20,
                    margins=(0, 12, 0, 12),
                )
            )
        )
    return windows


def notes_card() -> Card:
    """Rows that open."""
    notes = Card("Notes to sign", dense=True)
    notes.set_count("3", "warning")
    notes.add_head(Button("Review in turn", "link"))
    rows = RowList("Notes to sign")
    rows.set_rows(
        [
            RowView("a", "Hana Whitlock", "Preparation · today 09:30", "3 h"),
            RowView(
                "b",
                "Catalina Ferreira",
                "Infusion 6, day +1 · Tue 13 Oct",
                chip=("2 days", "warning", "time_limit"),
            ),
            RowView(
                "c", "Check-in call, Dmitri Sandoval", "Agreed on Wed 14 Oct", icon="call", icon_tone="danger"
            ),
        ]
    )
    notes.body.put(rule(), rows)
    return notes


def many_clients() -> LongList:
    """A thousand rows."""
    long_list = LongList("Clients")
    long_list.setModel(QStringListModel([f"Client {number}" for number in range(1000)], long_list))
    long_list.setFixedHeight(theme().px(170))
    long_list.setCurrentIndex(long_list.model().index(1, 0))
    return long_list
