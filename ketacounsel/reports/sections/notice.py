"""The confidentiality notice; `closing` puts it at the foot of the last page."""

from __future__ import annotations

from ketacounsel.core.report import Notice
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter

BEFORE = 14.0


@flow.register
def _(block: Notice, setter: Typesetter) -> list[Part]:
    if not block.text.strip():
        return []
    words = setter.words(block.text, "caption", setter.root.add("P"))
    words.space_before = BEFORE
    return [words]
