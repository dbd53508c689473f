"""The catalogue of reusable parts. They know no service; they show what setters give them and signal what
a person did. Sizes are pixels at 100 %; every part follows theme and interface size by itself.
Import each from its own module. `value_changed`, `chosen`, `text_edited` come from people only, never from
setters. Names given to constructors are what a screen reader says.

Once per app: apply_theme(app, "light" | "dark", scale) (ui.theme) and focus.install_focus_ring(app).

layout     row(*items, gap=8, margins=(l,t,r,b)), column(...) -> Box; items: widget, layout, int gap, None stretch;
           box.put(*items); Grid(gap, row_gap, margins); holder(layout, name) -> QWidget; rule(); scrolled(widget)
text       Text(text, role="body", tone="text", weight=None)  one line; set_tone(), set_role()
           ElidedText(same), TextBlock(same) wraps with line height, HeadingLabel(text, role="page")
           roles caption small body row reading section prompt page display client client_option
           tones text muted faint accent infusion warning danger
button     Button(text, kind="secondary", icon="", *, trailing_icon="", key_hint="", large=False)
           kinds primary secondary soft quiet link muted infusion danger; set_text() set_kind() set_icon()
           IconButton(icon, name, kind="soft", *, size=18)   set_icon() set_name()
card       Card(title="", *, dense=False, edge="" | danger | warning | private | inset)
           .body (a column) .add_head(*items) .add_row(widget) .set_count("3", kind) .set_title() .set_edge() .clear()
           empty(layout) deletes all widgets of a layout
chip       Chip / StatusChip(text, kind="neutral", icon="")  kinds neutral calm infusion warning danger outline surface
           .set_state(text, kind, icon); KeyHint("Ctrl K"); IconLabel(icon, tone, size); Avatar("MO", size=36, calm=False)
choice     Segmented(labels, name, *, counts=()) ThreeWay(name) .value() "no"|"yes"|"not_asked"|"" .set_value()
           ScaleRow(name, low=0, high=10, *, client_facing=False) .value() int|None .set_value() .value_changed(object)
           all: .index() .select(i) .chosen(int) .focus_first()
check      CheckRow(text, *, runner=False) CheckTile(text, detail) SwitchRow(text, detail) ChoiceChip(text): QCheckBoxes
chip_group ChipGroup(labels, name, *, allow_new=False, small=False) .chosen() .set_chosen() .add(label, chosen=)
           .set_labels(); chosen_changed(list), new_requested
field      TextField(name, *, placeholder, icon, soft) .set_text() text_edited(str) left; PassField(name)
           ComboField(name, options) .select(i) chosen(int)
           Field(label, control, hint="") .control .set_error(words) .set_question(words) .clear_message()
number_field NumberField(name, unit, *, low, high, decimals=2) .value() Decimal|None .set_value() value_changed not_a_number
date_field DateField(name, *, today=date.today, year=True) TimeField(name): .value() .set_value() value_changed(object)
long_text  LongText(name, *, placeholder, min_height=92, share=0.6, role="reading", line=24) .text() .set_text()
           text_edited (no argument: read when saving) left
flow       FlowLayout(gap, line_gap)
accessible named(widget, name, description) announce(widget, sentence) accessible_name(widget)
paint      painter_on box words width_of draw_icon diamond: for widgets that draw themselves
"""
