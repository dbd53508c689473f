"""Three numbers of a dose as they are typed: the two typed last stand, the third follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ketacounsel.core.dose import Dose, complete

FIELDS = ("mg_per_kg", "weight_kg", "dose_mg")


@dataclass(frozen=True, slots=True)
class TypedDose:
    """A dose and the order in which its numbers were typed, the latest at the end."""

    dose: Dose = field(default_factory=Dose)
    order: tuple[str, ...] = ()

    @property
    def derived(self) -> str:
        """The number that was worked out, or ""."""
        return next((name for name in FIELDS if name not in self.order), "") if self.dose.is_whole else ""

    def typed(self, name: str, value: float | None) -> TypedDose:
        """With one number typed anew, or emptied. What was worked out before is worked out again."""
        derived = self.derived
        order = tuple(one for one in self.order if one != name)
        if derived and derived != name:
            bare = replace(self.dose, **{derived: None})
        elif derived and value is not None and len(order) == 2:
            bare, order = replace(self.dose, **{order[0]: None}), order[1:]
        else:
            bare = self.dose
        bare = replace(bare, **{name: value})
        order = (*order, name) if value is not None else order
        return TypedDose(_filled(bare, order), order)


def stored(dose: Dose) -> TypedDose:
    """A dose from the record: the total counts as worked out where all three are known."""
    known = [name for name in FIELDS if getattr(dose, name) is not None]
    return TypedDose(dose, tuple(known[:2]))


def _filled(dose: Dose, order: tuple[str, ...]) -> Dose:
    """The third number from two that are above zero."""
    values = [getattr(dose, name) for name in order]
    return complete(dose) if len(values) == 2 and all(value > 0 for value in values) else dose
