"""The shape of a report layout on disk, as pydantic sees it. Imported only when a layout is read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from ketacounsel.core.report_layout import BlockKind, BlockPlan, ReportLayout


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlanFile(_Strict):
    kind: BlockKind
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = ""
    label: str = ""
    measures: list[str] = []
    caption: str = ""
    text: str = ""
    optional: bool = True
    in_short_form: bool = True

    def value(self) -> BlockPlan:
        plain = self.model_dump(exclude={"measures", "kind", "text"})
        return BlockPlan(kind=self.kind, measures=tuple(self.measures), text=self.text.strip(), **plain)


class LayoutFile(_Strict):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    edition: int = Field(ge=1)
    title: str = Field(min_length=1)
    subtitle: str = ""
    blocks: list[PlanFile] = Field(min_length=1)

    def value(self) -> ReportLayout:
        return ReportLayout(
            self.id, self.edition, self.title, self.subtitle, tuple(block.value() for block in self.blocks)
        )
