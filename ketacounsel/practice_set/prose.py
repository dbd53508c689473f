"""Notes of invented sessions in the length and the words of real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from ketacounsel.core.drafting import Draft, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketacounsel.practice_set.people_files import Vocabulary

SLOT: Final = re.compile(r"\{(\w+)\}")
SECTIONS: Final = {
    "data": {"dap": "data", "soap": "subjective", "birp": "behavior"},
    "assessment": {"dap": "assessment", "soap": "assessment", "birp": "response"},
    "plan": {"dap": "plan", "soap": "plan", "birp": "plan"},
}
MARGIN: Final = {"data": "Steps 1 to 5", "assessment": "Your wording", "plan": "Steps 6 and 7"}


@dataclass(frozen=True, slots=True)
class Prose:
    """Writes from the vocabulary."""

    words: Vocabulary
    chance: Random

    def note(self) -> Draft:
        """A note in three paragraphs, of some 150 to 350 words."""
        return Draft(
            "dap",
            (
                self._paragraph("data", self.words.note_data, self.chance.randint(5, 10)),
                self._paragraph("assessment", self.words.note_assessment, self.chance.randint(2, 4)),
                self._paragraph("plan", self.words.note_plan, self.chance.randint(2, 4)),
            ),
        )

    def _paragraph(self, section: str, sentences: Sequence[str], how_many: int) -> Paragraph:
        chosen = self.chance.sample(sentences, min(how_many, len(sentences)))
        text = SLOT.sub(lambda slot: self.chance.choice(self.words.fillers[slot[1]]), " ".join(chosen))
        return Paragraph(section, SECTIONS[section], text, (MARGIN[section],), text)
