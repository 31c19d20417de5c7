"""What a chapter of a report is made from and made of."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.model.outline import Part
from casecode.model.study import Study
from casecode.reports.naming import Naming, naming
from casecode.sheet import Sheet


class Subject(Struct, frozen=True):
    """The evidence that is reported, and the part of the outline that asks for a chapter."""

    selections: tuple[Selection, ...]
    part: Part

    @property
    def studies(self) -> list[Study]:
        """The cases."""
        return [one.study for one in self.selections]

    @property
    def names(self) -> Naming:
        """How ids are written: as everywhere in the report."""
        return naming(self.studies)

    def of_case(self, study: Study, text: str) -> str:
        """A heading, with the case before it where there are several."""
        return f"{study.case.title}: {text}" if len(self.selections) > 1 else text


class Said(Struct, frozen=True):
    """A sentence that the program writes: it states a count or a verdict, and tells where that is from: one of the
    sheets of its chapter, or pieces of evidence."""

    text: str
    sheet: int | None = None
    ids: tuple[str, ...] = ()


class Chapter(Struct, frozen=True):
    """Sentences and sheets. What has neither is left out of the report."""

    said: tuple[Said, ...] = ()
    sheets: tuple[Sheet, ...] = ()


Builder = Callable[[Subject], Chapter]


def listed(words: Sequence[str]) -> str:
    """Words as a sentence has them: a, b and c."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
