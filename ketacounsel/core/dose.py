"""The dose as the clinic records it: any two of its three numbers give the third.

The app never doses. A value that looks mistyped is asked about, quietly, and never refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

TENFOLD = (8.0, 12.5)
FAR_OFF = 4.0
AGREE_WITHIN = 0.05
BEYOND_WRITING = 1e12
WEIGHT_KG = (30.0, 250.0)


class _Span(NamedTuple):
    low: float
    high: float


# In mg/kg, by route; outside it a question is put. Published practice is IV 0.3-1.0 and above, IM 0.5-1.5,
# oral and sublingual 0.25-7; the spans here are wider, so that only slips are asked about.
SELDOM_OUTSIDE = {
    "IV": _Span(0.1, 2.0),
    "IM": _Span(0.2, 4.0),
    "SC": _Span(0.1, 4.0),
    "SL": _Span(0.1, 10.0),
    "IN": _Span(0.1, 5.0),
    "oral": _Span(0.1, 10.0),
}
ANY_ROUTE = _Span(0.1, 10.0)


@dataclass(frozen=True, slots=True)
class Dose:
    """The three numbers of one dose; each may be unknown."""

    dose_mg: float | None = None
    mg_per_kg: float | None = None
    weight_kg: float | None = None

    @property
    def is_whole(self) -> bool:
        return None not in (self.dose_mg, self.mg_per_kg, self.weight_kg)


def complete(dose: Dose) -> Dose:
    """The dose with its third number worked out when exactly one is missing; else as it was."""
    mg, per_kg, kg = dose.dose_mg, dose.mg_per_kg, dose.weight_kg
    if mg is None and per_kg is not None and kg is not None:
        return Dose(round(per_kg * kg, 4), per_kg, kg)
    if per_kg is None and mg is not None and kg:
        return Dose(mg, round(mg / kg, 4), kg)
    if kg is None and mg is not None and per_kg:
        return Dose(mg, per_kg, round(mg / per_kg, 4))
    return dose


def implausible(dose: Dose, *, route: str = "IV", last: Dose | None = None) -> str | None:
    """A question to put beside the field, or None when nothing stands out."""
    whole = complete(dose)
    return (
        _sign_question(dose)
        or _last_question(whole.mg_per_kg, last)
        or _range_question(whole.mg_per_kg, route)
        or _weight_question(dose.weight_kg, last)
        or _disagreement(dose)
    )


def mg_words(dose_mg: float) -> str:
    """ "52 mg", "7.5 mg": whole from 10 mg on, one decimal below."""
    return f"{_round(dose_mg, 0 if dose_mg >= 10 else 1)} mg"


def mg_per_kg_words(mg_per_kg: float) -> str:
    """ "0.75 mg/kg", with two decimals."""
    return f"{_round(mg_per_kg, 2, keep=True)} mg/kg"


def _sign_question(dose: Dose) -> str | None:
    for value, unit in ((dose.dose_mg, "mg"), (dose.mg_per_kg, "mg/kg"), (dose.weight_kg, "kg")):
        if value is not None and value <= 0:
            return f"{_plain(value)} {unit} is not above zero. Is that right?"
    return None


def _last_question(per_kg: float | None, last: Dose | None) -> str | None:
    before = complete(last).mg_per_kg if last else None
    if not per_kg or per_kg <= 0 or not before or before <= 0:
        return None
    now, ratio = f"{_plain(per_kg)} mg/kg", per_kg / before
    if TENFOLD[0] <= ratio <= TENFOLD[1]:
        return f"{now} is ten times the last dose. Is it {_plain(per_kg / 10)}?"
    if TENFOLD[0] <= 1 / ratio <= TENFOLD[1]:
        return f"{now} is a tenth of the last dose. Is it {_plain(per_kg * 10)}?"
    if ratio >= FAR_OFF:
        return f"{now} is {_round(ratio, 0)} times the last dose. Is that right?"
    if 1 / ratio >= FAR_OFF:
        return f"{now} is far less than the last dose, {_plain(before)} mg/kg. Is that right?"
    return None


def _range_question(per_kg: float | None, route: str) -> str | None:
    if per_kg is None:
        return None
    span = SELDOM_OUTSIDE.get(route, ANY_ROUTE)
    if span.low <= per_kg <= span.high:
        return None
    side, other = ("more", per_kg / 10) if per_kg > span.high else ("less", per_kg * 10)
    guess = f"Is it {_plain(other)}?" if span.low <= other <= span.high else "Is that right?"
    by = f" by {'mouth' if route == 'oral' else route}" if route in SELDOM_OUTSIDE else ""
    return f"{_plain(per_kg)} mg/kg is {side} than clinics usually record{by}. {guess}"


def _weight_question(weight_kg: float | None, last: Dose | None) -> str | None:
    if weight_kg is None:
        return None
    if not WEIGHT_KG[0] <= weight_kg <= WEIGHT_KG[1]:
        return f"{_plain(weight_kg)} kg is an unusual weight. Is that right?"
    before = last.weight_kg if last else None
    if before and not 0.8 <= weight_kg / before <= 1.25:
        return f"{_plain(weight_kg)} kg, after {_plain(before)} kg last time. Is that right?"
    return None


def _disagreement(dose: Dose) -> str | None:
    mg, per_kg, kg = dose.dose_mg, dose.mg_per_kg, dose.weight_kg
    if mg is None or per_kg is None or kg is None:
        return None
    product = per_kg * kg
    if abs(product - mg) <= AGREE_WITHIN * product:
        return None
    makes = f"{_plain(per_kg)} mg/kg at {_plain(kg)} kg makes {mg_words(product)}"
    return f"{makes}, not {_plain(mg)} mg. Which is right?"


def _plain(value: float) -> str:
    """A number as it would be typed: no trailing zeros, three decimals at most."""
    return _round(value, 3)


def _round(value: float, decimals: int, *, keep: bool = False) -> str:
    if not abs(value) < BEYOND_WRITING:
        return f"{value:.3g}"
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text if keep or "." not in text else text.rstrip("0").rstrip(".")
