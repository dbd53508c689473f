"""The catalogue of reusable parts. They know no service: setters show, signals say what a person did.

Sizes are pixels at 100 %; every part follows theme and interface size by itself. Import each from its own
module. Signals come from people only, never from setters. The name given to a constructor is what a screen
reader says. Once per app: `ui.theme.apply_theme(app, "light" | "dark", scale)`, then
`focus.install_focus_ring(app)`. A child must never keep its parent in an attribute (use parentWidget()):
the collector would take such a knot apart in the wrong order, which ends the program.

layout      row(*items, gap=8, margins=(l, t, r, b)), column(...) -> Box; an item is a widget, a layout, an
            int (gap) or None (stretch); box.put(*items). Grid(gap, row_gap, margins), holder(layout), rule(),
            scrolled(widget)
text        Text(text, role="body", tone="text", weight=None): one line; set_tone(), set_role()
            ElidedText(...), TextBlock(...) wraps with line height, HeadingLabel(text, role="page")
            roles: caption small body row reading section prompt page display client client_option
            tones: text muted faint accent infusion warning danger
button      Button(text, kind="secondary", icon="", *, trailing_icon="", key_hint="", large=False)
            kinds: primary secondary soft quiet link muted infusion infusion_soft danger;
            set_text(), set_kind(), set_icon()
            IconButton(icon, name, kind="soft", *, size=18): set_icon(), set_name()
card        Card(title="", *, dense=False, edge=""): edges danger warning private inset; .body (a column),
            add_head(*items) (use kind="link"), add_row(w), set_count("3", kind), set_title(), set_edge(),
            clear(). empty(layout) deletes all widgets of a layout
chip        Chip(text, kind="neutral", icon=""), StatusChip: neutral calm infusion warning danger outline
            surface; set_state(text, kind, icon). KeyHint("Ctrl K"), IconLabel(icon, tone, size),
            Avatar("MO", size=36, calm=False). For delegates: paint_chip, chip_width, paint_avatar
choice      Segmented(labels, name, *, counts=()): set_counts(); ThreeWay(name): value() "no" "yes"
            "not_asked" ""; ScaleRow(name, low=0, high=10, *, client_facing=False): value() int | None,
            value_changed(object). All: index(), select(i), chosen(int), focus_first()
radios      Option, Radios, RadioRow: what those, TabBar and the session's pills are made of
check       CheckRow(text, *, runner=False), CheckTile(text, detail), SwitchRow(text, detail),
            ChoiceChip(text): all QCheckBox
chip_group  ChipGroup(labels, name, *, allow_new=False, small=False): chosen(), set_chosen(), set_labels(),
            add(label, chosen=); chosen_changed(list), new_requested
field       TextField(name, *, placeholder, icon, soft): set_text(), set_state(); text_edited(str), left
            PassField(name). ComboField(name, options): select(i), chosen(int)
            Field(label, control, hint=""): .control, set_error(), set_question(), clear_message(), set_hint()
number_field  NumberField(name, unit, *, low, high, decimals=2): value() Decimal | None, set_value(),
            value_changed(object), not_a_number
date_field  DateField(name, *, today=date.today, year=True), TimeField(name): value(), set_value(),
            value_changed(object), not_read
long_text   LongText(name, *, placeholder, min_height=92, share=0.6, role="reading", line=24): text(),
            set_text(); text_edited (no argument: read when saving), left
slider      SliderRating(name, low_word, high_word, *, low=0, high=10): value(), set_value(), value_changed
pin         PinField(name): pin(), clear(), set_state("error"); filled(str), edited
tabs        TabBar(labels, name, *, margin=32): select(i), set_count(i, "3"), chosen(int)
window_bar  WindowBar(): set_window(name, now_h, *, booked_h, from_h=24, to_h=72, urgent=False);
            WindowAxis(), LegendMark("infusion" | "now" | "booked", text)
marks       Sparkline(): set_scores(values, name, *, top=27, line=10); paint_sparkline() for delegates;
            SeverityBars(level 0-3); Ring(): set_share(share, name, *, mark); StepSegments():
            set_steps(count, current, done);
            InfusionDiamond(number, *, given=True, size=28)
rows        RowView(key, title, detail, trailing, chip=(word, kind, icon), icon, icon_tone, opens);
            RowList(name, *, lines=True, selected_fill="accent_tint"): set_rows([RowView]), select(key),
            opened(str). LongList(name, RowDelegate(height=56)): opened(QModelIndex); override paint_row()
water_cover WaterCover(host, name): cover_host(), paint_words(painter); hides a whole window
overlay     Sheet(title, *, width=480, closable=True), Drawer(title, *, width=360): .body, .foot,
            open_over(widget), dismiss(), closed. Question(title, sentence, act, safe, *, danger=True): agreed
menu        Menu(name): add(text, act, icon=), open_below(w). Popover(name): .body, open_below(w), open_at(p)
empty_state EmptyState(title, sentence, *, action="", icon="", kind="secondary"): .action (a Button)
flow        FlowLayout(gap, line_gap)
accessible  named(w, name, description), announce(w, sentence), accessible_name(w)
paint       painter_on, box, words, width_of, draw_icon, diamond: for widgets that draw themselves

Around the screens (ui.chrome): rail.Rail(places), topbar.TopBar() with set_title(), set_trail(),
set_chip() and .saved (SavedStatus), page.Page()
with .head .main .side and room_changed, strips.PracticeStrip / SessionStrip / ErrorBar,
undo_bar.UndoBar(host), cover.Cover(host), mark.Mark(size), mark.window_icon().
"""
