"""A heading and paragraphs."""

from __future__ import annotations

from ketacounsel.core.report import Text
from ketacounsel.reports.parts import Part
from ketacounsel.reports.sections.flow import flow
from ketacounsel.reports.typesetter import Typesetter


@flow.register
def _(block: Text, setter: Typesetter) -> list[Part]:
    if not block.text.strip():
        return []
    heading = setter.heading(block.title)
    return setter.under(heading, setter.body(block.text))
