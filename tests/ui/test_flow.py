"""The layout that goes on in the next line, after what stood in it came and went."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import delete

from ketacounsel.ui.theme import apply_theme
from ketacounsel.ui.widgets.flow import FlowLayout
from ketacounsel.ui.widgets.layout import column


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 1.0)


MANY = 200


def _line(words: list[str]) -> tuple[QWidget, FlowLayout]:
    holder, flow = QWidget(), FlowLayout(8, 8)
    holder.setLayout(flow)
    for word in words:
        flow.addWidget(QPushButton(word))
    return holder, flow


def test_chips_stay_when_an_older_list_goes_whose_rows_stood_at_their_place_in_memory() -> None:
    old, rows = QWidget(), column()
    old.setLayout(rows)
    early, late = ([QPushButton(str(place)) for place in range(MANY)] for _ in range(2))
    holder, flow = _line([])
    for row in early:
        rows.addWidget(row)
    assert all(rows.itemAt(place) is not None for place in range(MANY))
    for row in early:
        delete(row)
    for chip in late:
        flow.addWidget(chip)
    delete(old)
    del old, rows
    gc.collect()
    holder.resize(400, 400)
    assert flow.count() == MANY
    assert flow.sizeHint().width() > MANY * 20
    assert flow.heightForWidth(400) > flow.heightForWidth(4000) > 0


def test_it_goes_on_in_the_next_line_and_leaves_out_what_is_hidden() -> None:
    holder, flow = _line(["One", "Two", "Three"])
    wide = flow.sizeHint()
    holder.resize(QSize(wide.width(), 200))
    flow.setGeometry(holder.rect())
    first, second, third = holder.findChildren(QPushButton)
    assert first.y() == second.y() == third.y()
    flow.setGeometry(holder.rect().adjusted(0, 0, -third.width(), 0))
    assert third.y() > first.y()
    assert third.x() == first.x()
    second.hide()
    flow.setGeometry(holder.rect().adjusted(0, 0, -third.width(), 0))
    assert third.y() == first.y()
