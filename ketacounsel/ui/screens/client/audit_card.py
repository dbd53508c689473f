"""Who looked at, changed, printed or exported what of this client: the last lines, and all of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ketacounsel.core.audit import AuditFilter, AuditLine
from ketacounsel.core.errors import KetaCounselError
from ketacounsel.core.ids import ClientId
from ketacounsel.ui.desk import Desk
from ketacounsel.ui.parts.audit_export import save_audit
from ketacounsel.ui.parts.audit_list import AuditList, what_words, when_words
from ketacounsel.ui.widgets.accessible import announce
from ketacounsel.ui.widgets.button import Button
from ketacounsel.ui.widgets.card import Card
from ketacounsel.ui.widgets.layout import column, holder
from ketacounsel.ui.widgets.overlay import Sheet
from ketacounsel.ui.widgets.text import TextBlock

LAST = 5
NONE = "Nothing yet."


class AuditCard(Card):
    """The newest few lines."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Audit", dense=True, parent=parent)
        self._desk, self._client_id = desk, ClientId("")
        self.all = Button("All lines…", "quiet")
        self.all.setAccessibleName("All lines of this client’s audit")
        self.all.clicked.connect(self.open_all)
        self.add_head(self.all)

    def show_client(self, client_id: ClientId) -> None:
        """Read the newest lines of this client."""
        self._client_id = client_id
        self.clear()
        lines = self._desk.audit.lines(AuditFilter(client_id=client_id, limit=LAST))
        for line in lines:
            self.add_row(_line(line))
        if not lines:
            self.body.put(TextBlock(NONE, "small", "muted"))
        self.all.setVisible(bool(lines))

    def open_all(self) -> None:
        """Every line, in a list of its own."""
        AuditSheet(self._desk, AuditFilter(client_id=self._client_id)).open_over(self)


def _line(line: AuditLine) -> QWidget:
    by = f" · {line.by}" if line.by else ""
    said = column(
        TextBlock(what_words(line), "body", "text", 500),
        TextBlock(f"{when_words(line)}{by}", "small", "muted"),
        gap=2,
        margins=(0, 8, 0, 8),
    )
    return holder(said)


class AuditSheet(Sheet):
    """The whole list, and the way out as a table."""

    def __init__(self, desk: Desk, wanted: AuditFilter) -> None:
        super().__init__("Audit of this client", width=760)
        self._desk, self._wanted = desk, wanted
        self._count = TextBlock("", "small", "muted")
        self.lines = AuditList(desk.audit.lines, clients=False)
        self.export, self.done = (
            Button("Export as CSV…", "secondary", "download"),
            Button("Close", "secondary"),
        )
        self.body.put(self._count, self.lines)
        self.foot.put(self.export, None, self.done)
        self.export.clicked.connect(self._export)
        self.done.clicked.connect(self.dismiss)
        self._show()

    def _show(self) -> None:
        self.lines.show_lines(self._wanted)
        found = self._desk.audit.count(self._wanted)
        self._count.setText(f"{found:,} line{'' if found == 1 else 's'}")

    def _export(self) -> None:
        try:
            saved = save_audit(self, self._desk, self._wanted)
        except KetaCounselError as refusal:
            self._count.setText(refusal.sentence)
            announce(self, refusal.sentence)
            return
        if saved is not None:
            self._show()
            announce(self, f"Saved as {saved.name}.")
