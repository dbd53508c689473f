"""The palette: one field over the window, and below it what it finds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from ketacounsel.ui.desk import Desk
from ketacounsel.ui.going import Act, Go
from ketacounsel.ui.palette.entries import Entry, Ground, offers
from ketacounsel.ui.palette.lines import LineList
from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.chip import IconLabel, KeyHint
from ketacounsel.ui.widgets.layout import column, row, rule
from ketacounsel.ui.widgets.overlay import Overlay
from ketacounsel.ui.widgets.private_input import PRIVATE_INPUT
from ketacounsel.ui.widgets.text import Text

WIDTH, TOP, FOOT = 720, 88, 44
FIELD_NAME = "Search clients and actions"


class PaletteField(QLineEdit):
    """The words. Arrows move through what is found."""

    own_focus = True

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("palette")
        self.setInputMethodHints(PRIVATE_INPUT)
        self.setFrame(False)
        self.setAccessibleName(FIELD_NAME)
        self.setAccessibleDescription("Arrows move, Enter opens, Escape closes")
        self.setPlaceholderText("A client or an action")
        self.setFont(theme().font("prompt", 400))


class Palette(Overlay):
    """720 wide, 88 from the top. Esc gives the keyboard back.

    Signals:
        go_requested: the counselor wants to be elsewhere (Go).
    """

    go_requested = Signal(object)

    def __init__(self, desk: Desk, acts: Sequence[Act], recent: Sequence[Go] = ()) -> None:
        self.field, self.list = PaletteField(), LineList()
        super().__init__("Search or run a command", WIDTH, "sheet")
        self.close_button.hide()
        self._ground = Ground(desk, acts, recent, self.go_requested.emit)
        self._shown: tuple[Entry, ...] = ()
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self._find("")

    def _lay_out(self) -> None:
        head = row(IconLabel("search", "accent", 22), gap=12, margins=(20, 0, 20, 0))
        head.addWidget(self.field, 1)
        head.put(KeyHint("Esc"))
        head_box = QFrame()
        head_box.setLayout(head)
        head_box.setFixedHeight(theme().px(64))
        foot = row(
            KeyHint("↑"), KeyHint("↓"), Text("move", "caption", "muted"), 8, gap=6, margins=(20, 0, 20, 0)
        )
        foot.put(KeyHint(">"), Text("actions only", "caption", "muted"), 8)
        foot.put(KeyHint("@"), Text("clients only", "caption", "muted"), None)
        foot.put(Text("Private jottings are not searched", "caption", "muted"))
        self._foot_box = QFrame()
        self._foot_box.setLayout(foot)
        self._foot_box.setFixedHeight(theme().px(FOOT))
        whole = column(head_box, rule(), gap=0)
        whole.addWidget(self.list, 1)
        whole.put(rule(), self._foot_box)
        self.panel.setLayout(whole)
        for unused in (self.title, self.close_button):
            unused.setParent(self.panel)
            unused.hide()

    def focus_first(self) -> None:
        self.field.setFocus()

    def place_panel(self) -> None:
        px = theme().px
        self._foot_box.setVisible(self.width() >= px(600))
        top = px(TOP) if self.height() >= px(600) else px(16)
        width = min(px(WIDTH), self.width() - px(32))
        content = self.list.wanted_height() + px(16)
        foot = px(FOOT) if not self._foot_box.isHidden() else 0
        height = min(px(64) + content + foot + 4, self.height() - top - px(16))
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    # -- keys -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if key in steps:
            self.list.step(steps[Qt.Key(key)])
            chosen = self.list.chosen()
            announce(self.field, chosen.spoken if chosen else "")
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._run(self._first_act() if with_ctrl else self.list.chosen())
            return True
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves through the lines; the keyboard stays in the field."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap beside the palette closes it: there is nothing in it to lose."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    # -- finding --------------------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """What is offered now, headings included."""
        return self._shown

    def _find(self, typed: str) -> None:
        self._shown = offers(self._ground, typed)
        self.list.show_entries(self._shown)
        self.place_panel()
        chosen = self.list.chosen()
        if typed:
            announce(self.field, chosen.spoken if chosen else self._shown[0].title)

    def _first_act(self) -> Entry | None:
        """Ctrl Enter: the first act offered."""
        return next((entry for entry in self._shown if entry.keys == "Ctrl+Return"), self.list.chosen())

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(self.list.lines.entry(index.row()))

    def _run(self, entry: Entry | None) -> None:
        if entry is None or entry.run is None:
            return
        self.dismiss()
        entry.run()

    def host(self) -> QWidget | None:
        """The window it lies over."""
        return self.parentWidget()
