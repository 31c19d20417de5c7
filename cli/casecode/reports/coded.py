"""Evidence as other programs write their coded passages, for whatever reads these (`exchange/programs.py`)."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.exchange.programs import Program
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.sheet import Tidy


class CodedReport(Struct, frozen=True):
    """The quotes of some cases as a table of a program; `left` counts the pieces without one, which it cannot have."""

    program: Program
    rows: tuple[tuple[str, ...], ...]
    left: int

    def tidy(self) -> Tidy:
        """The table under the headings of the program, in English."""
        headings = (names[0] for columns in self.program.columns.values() for names in columns)
        return Tidy(tuple(headings), self.rows)


def build(selections: Sequence[Selection], program: Program) -> CodedReport:
    """The pieces that were selected, a row for each, or for each of its codes."""
    pieces = [(one.study, piece) for one in selections for piece in one.pieces]
    rows = tuple(row for study, piece in pieces if piece.quote for row in _rows(study, piece, program))
    return CodedReport(program, rows, sum(not piece.quote for _, piece in pieces))


def _rows(study: Study, piece: Evidence, program: Program) -> Iterator[tuple[str, ...]]:
    assert program.writes is not None
    sign, between = program.writes
    codes = [_path(study, code, sign) for code in piece.codes] or [""]
    source = study.sources.get(piece.source)
    for code in [between.join(codes)] if between else codes:
        values = {
            "id": piece.id,
            "source": source.title if source else piece.source,
            "quote": piece.quote,
            "codes": code,
            "locator": piece.locator,
            "coder": piece.coder,
            "note": piece.note,
        }
        yield tuple(values[field] for field, columns in program.columns.items() for _ in columns)


def _path(study: Study, code: str, sign: str) -> str:
    """What a code is called, behind what stands above it where the program writes that."""
    if not sign:
        return study.label_of(code)
    theme = study.themes.get(code)
    factor = theme.factor if theme else code
    above = study.framework.ancestors.get(factor, ())
    titles = [study.framework.title_of(it) for it in (*above, *((factor,) if theme else ()))]
    return sign.join([*titles, study.label_of(code)])
