"""Words on screen. Always plain text: what a client said can never act as markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ketacounsel.ui.theme import theme
from ketacounsel.ui.widgets.paint import has_figures
from ketacounsel.ui.widgets.tip import set_tip

DOT = "\u00a0· "  # no line begins with the dot


class Text(QLabel):
    """One line in a type role and a tone (text, muted, faint, accent, infusion, warning, danger)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role, self._weight = role, weight
        self.setProperty("tone", tone)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._dress()

    def set_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
            self._dress()

    def set_role(self, role: str, weight: int | None = None) -> None:
        self._role, self._weight = role, weight
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()

    def _dress(self) -> None:
        font = theme().font(self._role, self._weight, figures=has_figures(self.text()))
        if font != self.font():
            self.setFont(font)


class ElidedText(Text):
    """One line that is shortened with an ellipsis; the whole of it is in the tool tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(24), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
        set_tip(self, whole if shown != whole else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)


class TextBlock(Text):
    """Wrapped text with the line height of its role; paragraphs are kept."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone, weight, parent)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width, None) if self.text() else 0

    def sizeHint(self) -> QSize:
        widest = max(
            (self.fontMetrics().horizontalAdvance(line) for line in self.text().split("\n")), default=0
        )
        width = min(widest + 2, theme().px(560))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().line(self._role) if self.text() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        self._lay_out(self.width(), painter)

    def _lay_out(self, width: int, painter: QPainter | None) -> int:
        """Measure, and draw when given a painter. Each line gets the role's height, text centred in it."""
        line_height = theme().line(self._role)
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        top = 0.0
        if painter is not None and self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = max(0.0, (self.height() - self.heightForWidth(width)) / 2)
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(paragraph.replace(" · ", DOT), self.font())
            layout.setTextOption(option)
            layout.beginLayout()
            count = 0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
                spare = (line_height - line.height()) / 2
                line.setPosition(QPointF(0, top + spare + count * line_height))
                count += 1
            layout.endLayout()
            if painter is not None:
                layout.draw(painter, QPointF(0, 0))
            top += max(1, count) * line_height
        return round(top)


class HeadingLabel(Text):
    """A title: page, section, prompt, display or client."""

    def __init__(self, text: str = "", role: str = "page", parent: QWidget | None = None) -> None:
        super().__init__(text, role, "text", None, parent)
