"""A report's value from the record and the counselor's choices: block by block, as the layout orders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from ketacounsel.core import report_tables as tables
from ketacounsel.core.measures import Measure
from ketacounsel.core.people import Prescriber, Release
from ketacounsel.core.report import (
    Block,
    GoalTable,
    Letterhead,
    Meta,
    Notice,
    NumberedQuestions,
    Parties,
    Report,
    Signature,
    Summary,
    Text,
    Trend,
)
from ketacounsel.core.report_choices import ReportChoices
from ketacounsel.core.report_layout import BlockKind, BlockPlan, ReportLayout
from ketacounsel.core.report_scope import Scope
from ketacounsel.core.series import short_date

Rewrite = Callable[[str], str]
NOTICE_WITHOUT_RELEASE = (
    "Confidential mental health information for the addressee. Please do not copy it or pass it on without "
    "the client’s written authorization, except as the law allows. The counselor’s private notes are not "
    "part of this report."
)


def compiled(scope: Scope, choices: ReportChoices, layout: ReportLayout, rewrite: Rewrite) -> Report:
    """The report; `rewrite` puts relations in the place of other people's names."""
    builder = _Builder(scope, choices, rewrite)
    wanted = (plan for plan in layout.blocks if not plan.optional or plan.key in choices.included)
    practice, counselor = scope.facts.practice, scope.facts.counselor
    return Report(
        Meta(layout.id, layout.title, layout.subtitle, choices.paper),
        Letterhead(
            practice.name,
            " · ".join(part for part in (counselor.signature, counselor.role) if part),
            tuple(line for line in (*practice.address.splitlines(), practice.phone) if line),
        ),
        _parties(scope, choices),
        tuple(block for plan in wanted for block in builder.block(plan)),
    )


def main_measure(scope: Scope, plan: BlockPlan | None = None) -> Measure | None:
    """The client's main measure where it can be drawn, else the layout's."""
    measures = scope.facts.measures
    chosen = measures.get(scope.facts.client.details.primary_measure)
    if chosen is not None and chosen.chart is not None:
        return chosen
    return measures.get(plan.measures[0]) if plan and plan.measures else None


def period_words(from_on: date, to_on: date) -> str:
    """ "14 Sep to 16 Oct 2026"."""
    if from_on == to_on:
        return short_date(to_on, year=True)
    return f"{short_date(from_on, year=from_on.year != to_on.year)} to {short_date(to_on, year=True)}"


def release_line(release: Release) -> str:
    """ "Signed 8 Sep 2026, valid to 8 Sep 2027"."""
    signed = f"Signed {short_date(release.signed_on, year=True)}"
    return f"{signed}, valid to {short_date(release.expires_on, year=True)}" if release.expires_on else signed


def _parties(scope: Scope, choices: ReportChoices) -> Parties:
    client, release = scope.facts.client, choices.release
    born = client.details.birth_on
    line = f"Born {short_date(born, year=True)} · file {client.file_no}" if born else f"File {client.file_no}"
    return Parties(
        to=_addressed(choices.addressee),
        sender=scope.facts.counselor.signature,
        date=short_date(scope.facts.today, year=True),
        client=client.name,
        file_no=client.file_no,
        client_line=line,
        period=period_words(scope.from_on, scope.to_on),
        release=release_line(release.release) if release.holds and release.release else "None on file",
    )


def _addressed(prescriber: Prescriber | None) -> tuple[str, ...]:
    if prescriber is None:
        return ("The prescriber",)
    name = ", ".join(part for part in (prescriber.name, prescriber.credentials) if part)
    return (name, prescriber.clinic) if prescriber.clinic else (name,)


class _Builder:
    """Fills the blocks of a layout."""

    def __init__(self, scope: Scope, choices: ReportChoices, rewrite: Rewrite) -> None:
        self.scope, self.choices, self.rewrite = scope, choices, rewrite

    def block(self, plan: BlockPlan) -> Iterator[Block]:
        """The block of a plan; nothing when there is nothing to say."""
        match plan.kind:
            case BlockKind.SUMMARY:
                yield Summary(self._text(plan.key), plan.title)
            case BlockKind.TREND:
                yield from self._trend(plan)
            case BlockKind.SCORES:
                yield tables.score_table(self.scope, plan.title, self._measures(plan))
            case BlockKind.INFUSIONS:
                yield self._infusions(plan)
            case BlockKind.TEXT:
                yield Text(plan.title, self._text(plan.key))
            case BlockKind.GOALS:
                rows = tables.goal_rows(self.scope)
                printed = (
                    replace(row, goal=self.rewrite(row.goal), progress=self.rewrite(row.progress))
                    for row in rows
                )
                yield GoalTable(plan.title, tuple(printed))
            case BlockKind.QUESTIONS:
                yield NumberedQuestions(plan.title, self._lines(plan.key))
            case BlockKind.SIGNATURE:
                counselor = self.scope.facts.counselor
                licence = f"License {counselor.licence}" if counselor.licence else ""
                yield Signature(counselor.signature, licence)
            case BlockKind.NOTICE:
                yield Notice(self._notice(plan))

    def _trend(self, plan: BlockPlan) -> Iterator[Block]:
        measure = main_measure(self.scope, plan)
        if measure is None:
            return
        chart = tables.chart_of(self.scope, measure)
        bands = "Shading marks the published severity bands." if chart.bands else ""
        caption = f"{chart.direction}. {bands}".strip()
        title = plan.title.replace("{measure}", measure.title)
        yield Trend(title, chart, caption)

    def _infusions(self, plan: BlockPlan) -> Block:
        table = tables.infusion_table(self.scope, plan.title, main_measure(self.scope))
        return replace(
            table, rows=tuple(replace(row, effects=self.rewrite(row.effects)) for row in table.rows)
        )

    def _measures(self, plan: BlockPlan) -> tuple[Measure, ...]:
        known = self.scope.facts.measures
        return tuple(known[name] for name in plan.measures if name in known)

    def _text(self, key: str) -> str:
        return self.rewrite(self.choices.texts.get(key, "")).strip()

    def _lines(self, key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self._text(key).splitlines() if line.strip())

    def _notice(self, plan: BlockPlan) -> str:
        release = self.choices.release
        if not release.holds or release.release is None:
            return NOTICE_WITHOUT_RELEASE
        return plan.text.strip().replace(
            "{release}", f" of {short_date(release.release.signed_on, year=True)}"
        )
