"""The exports of other programs that are known: each is declared once, by its headings.

A declaration says what a table is called, which headings tell it, in every language seen, which column holds which
field, and what parts the codes of a cell and the path of a code. A table that none fits is mapped by the names of its
columns (`columns.py`).
"""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from casecode.exchange.columns import Taken, plain
from casecode.exchange.tables.table import Table, text_of

_Headings = tuple[str, ...]


class Program(Struct, frozen=True, dict=True):
    """An export. `columns` gives for each field the columns that hold it, each with the headings that it may have; of
    the field `above` they are the codes above, the nearest first. A table is one where all of `needs` are found.

    `path` parts the path of a code, `parts` the codes of a cell. `applied` matches the
    heading of a column that says by true or 1 whether a code applies. `place` matches the locators that are taken, as
    its groups; `unsaid` are words in the place of a text that there is not. Where evidence is written so, `writes` are
    the signs between the parts of a path and between the codes of a cell; without the latter a row is for one code.
    `holds` is what rows are: pieces, codes, or what cannot be taken, with what it is.
    """

    id: str
    title: str
    columns: Mapping[str, tuple[_Headings, ...]] = {}
    needs: tuple[str, ...] = ()
    path: re.Pattern[str] | None = None
    parts: re.Pattern[str] | None = None
    applied: re.Pattern[str] | None = None
    place: re.Pattern[str] | None = None
    unsaid: frozenset[str] = frozenset()
    writes: tuple[str, str] | None = None
    holds: str = "pieces"
    fits: Callable[[Table], bool] | None = None
    is_read: bool = False

    def taken(self, headings: Sequence[str]) -> Taken | None:
        """The columns by their fields, where the headings are those of this export."""
        if self.is_read:
            return None
        return self.found(headings)

    def found(self, headings: Sequence[str]) -> Taken | None:
        names = [plain(it) for it in headings]
        taken: Taken = {}
        for field, columns in self.columns.items():
            for known in columns:
                called = {plain(it) for it in known}
                every = [at for at, name in enumerate(names) if name in called]
                if every:
                    taken.setdefault(field, []).extend(every if field == "above" else every[:1])
        if any(field not in taken for field in self.needs):
            return None
        if self.applied and not self.one_hot(headings):
            return None
        return taken

    def one_hot(self, headings: Sequence[str]) -> dict[int, str]:
        """The columns that say whether a code applies, with the code."""
        if not self.applied:
            return {}
        matches = ((at, self.applied.fullmatch(it.strip())) for at, it in enumerate(headings))
        return {at: match[1] for at, match in matches if match}


_ANNOTATED: Mapping[str, tuple[_Headings, ...]] = {
    "source": (("document",),),
    "quote": (("text",),),
    "codes": (("code",),),
    "note": (("memo",),),
    "coder": (("coder",),),
}


def _is_matrix(table: Table) -> bool:
    """Whether the columns are named `A : Water` and the rows `1 : Interview 1`."""
    return (
        len(table.headings) > 1
        and not table.headings[0]
        and all(re.match(r"[A-Z]+ : ", it) for it in table.headings[1:])
        and all(re.match(r"\d+ : ", text_of(row.cells[0])) for row in table.rows if row.cells)
    )


def _is_counts(table: Table) -> bool:
    return _is_matrix(table) and all(
        re.fullmatch(r"[\d.,]*%?", text_of(cell)) for row in table.rows for cell in row.cells[1:]
    )


def _has_groundedness(table: Table) -> bool:
    """Whether the headings have the counts that ATLAS.ti puts below names."""
    return sum(bool(re.search(r"\sGr=\d+", it)) for it in table.headings) > 1


_COUNTS = "counts, and no pieces of evidence: export the coded passages"
_CODES = "codes, and no pieces of evidence: `casecode import framework` makes a framework of them"

PROGRAMS = (
    Program(
        "maxqda",
        "coded segments of MAXQDA",
        {
            "source": (
                (
                    "Document name",
                    "Dokumentname",
                    "Nazwa dokumentu",
                    "Nombre del documento",
                    "Nom du document",
                    "Nome do documento",
                    "Documentnaam",
                    "文档名称",
                    "文書名",
                ),
            ),
            "codes": (("Code", "Kod", "Código", "Codice", "代码", "コード"),),
            "quote": (("Segment", "Fragment", "Segmento", "Segmenten", "片段", "セグメント"),),
            "locator": (
                ("Begin", "Beginning", "Anfang", "Początek", "Inicio", "Début", "Início"),
                ("End", "Ende", "Koniec", "Fin", "Final", "Fim"),
            ),
            "coder": (("Author", "Erstellt von", "Autor", "Created by", "Auteur", "Creado por"),),
            "note": (("Comment", "Kommentar", "Komentarz", "Comentario", "Commentaire", "Comentário"),),
        },
        ("source", "codes", "quote"),
        path=re.compile(r"(?<!\s)\s+>\s+|(?<!\s)\s*\\\s*|:\s*"),
        writes=(" > ", ""),
    ),
    Program(
        "atlasti",
        "quotations of ATLAS.ti",
        {
            "id": (("ID",),),
            "source": (("Document", "Dokument", "Documento"),),
            "quote": (("Quotation Content", "Zitatinhalt", "Contenido de la cita", "Conteúdo da citação"),),
            "codes": (("Codes", "Kodes", "Códigos"),),
            "locator": (("Reference", "Referenz", "Referencia", "Referência"),),
            "coder": (("Created by", "Erstellt von", "Creado por", "Criado por"),),
            "note": (("Comment", "Kommentar", "Comentario", "Comentário"),),
        },
        ("source", "codes", "quote"),
        parts=re.compile(r"\n"),
        writes=("", "\n"),
    ),
    Program(
        "nvivo-node",
        "references of a node of NVivo",
        _ANNOTATED,
        ("source", "quote", "codes"),
        path=re.compile(r"(?<!\s)\s*\\+\s*"),
        is_read=True,
    ),
    Program(
        "dedoose",
        "excerpts of Dedoose",
        {
            "source": (("Media Title", "Resource Title"),),
            "locator": (("Excerpt Range",),),
            "coder": (("Excerpt Creator",),),
            "quote": (("Excerpt Copy", "Excerpt"),),
        },
        ("source", "quote"),
        path=re.compile(r"\\"),
        applied=re.compile(r"Code: (.+?) Applied"),
        place=re.compile(r"(Page \d++).*"),
    ),
    Program(
        "dedoose-document",
        "coded document of Dedoose",
        _ANNOTATED,
        ("source", "quote", "codes"),
        is_read=True,
    ),
    Program(
        "taguette",
        "highlights of Taguette",
        {"id": (("id",),), "source": (("document",),), "codes": (("tag",),), "quote": (("content",),)},
        ("id", "source", "codes", "quote"),
        path=re.compile(r"\."),
        writes=(".", ""),
    ),
    Program(
        "qualcoder",
        "code report of QualCoder",
        {
            "id": (("Id",),),
            "source": (("File", "Filename"),),
            "coder": (("Coder",),),
            "quote": (("Coded",),),
            "codes": (("Codename",),),
            "above": (("Category",),),
            "note": (("Coded_Memo",),),
        },
        ("id", "source", "coder", "quote", "codes"),
        path=re.compile(r" > "),
        unsaid=frozenset({"image", "a/v"}),
    ),
    Program(
        "openqda",
        "selections of OpenQDA",
        {
            "source": (("source",),),
            "codes": (("code category",),),
            "coder": (("created by",),),
            "quote": (("selection",),),
        },
        ("source", "codes", "quote"),
        writes=("", ""),
    ),
    Program(
        "requal",
        "segments of requal",
        {
            "source": (("doc_name",),),
            "codes": (("code_name",),),
            "quote": (("segment_text",),),
            "coder": (("user_name",),),
        },
        ("source", "codes", "quote"),
        writes=("", ""),
    ),
    Program(
        "rqda",
        "codings of RQDA",
        {"source": (("filename",),), "codes": (("codename",),), "quote": (("coding",),)},
        ("source", "codes", "quote"),
        writes=("", ""),
    ),
    *(
        Program(id_, title, _ANNOTATED, ("source", "quote", "codes"), is_read=True)
        for id_, title in (
            ("doccano", "annotations of doccano"),
            ("label-studio", "annotations of Label Studio"),
            ("qc", "coded lines of qc"),
            ("brat", "annotations of brat"),
            ("webanno", "annotations of INCEpTION or WebAnno"),
        )
    ),
    Program(
        "taguette-codebook",
        "codebook of Taguette",
        {
            "code": (("tag",),),
            "definition": (("description",),),
            "counts": (("number of highlights",),),
        },
        ("code", "definition", "counts"),
        path=re.compile(r"\."),
        holds="codes",
    ),
    Program(
        "nvivo-codebook",
        "codebook of NVivo",
        {
            "code": (("Name",),),
            "definition": (("Description",),),
            "counts": (("Files", "Sources", "Items"),),
            "references": (("References",),),
        },
        ("code", "definition", "counts", "references"),
        path=re.compile(r"\\+"),
        holds="codes",
    ),
    Program(
        "dedoose-codes",
        "codes of Dedoose",
        {
            "key": (("Id",),),
            "parent": (("Parent Id",),),
            "code": (("Title",),),
            "definition": (("Description",),),
            "depth": (("Depth",),),
        },
        ("key", "parent", "code", "definition", "depth"),
        holds="codes",
    ),
    Program(
        "requal-codebook",
        "codebook of requal",
        {
            "key": (("code_id",),),
            "code": (("code_name",),),
            "definition": (("code_description",),),
        },
        ("code", "definition"),
        holds="codes",
    ),
    Program(
        "qc-statistics",
        "statistics of qc",
        {"code": (("Code",),), "count": (("Count",),), "total": (("Total",),)},
        ("code", "count", "total"),
        holds=_COUNTS,
    ),
    Program("nvivo-counts", "matrix of NVivo", holds=_COUNTS, fits=_is_counts),
    Program(
        "nvivo-summaries",
        "framework matrix of NVivo",
        holds="summaries of cases, and no pieces of evidence: write them under summaries: of the case",
        fits=_is_matrix,
    ),
    Program("atlasti-counts", "code-document table of ATLAS.ti", holds=_COUNTS, fits=_has_groundedness),
)
BY_ID = {it.id: it for it in PROGRAMS}


def recognized(table: Table) -> tuple[Program, Taken] | None:
    """The export that a table is, with its columns; nothing where it is none that is known."""
    if table.program:
        program = BY_ID[table.program]
        return program, program.found(table.headings) or {}
    for program in PROGRAMS:
        if program.fits and program.fits(table):
            return program, {}
        taken = program.taken(table.headings) if program.needs else None
        if taken is not None:
            return program, taken
    return None


def told_by(headings: Sequence[str]) -> bool:
    """Whether some cells are the headings of an export that is known."""
    return any(program.needs and program.taken(headings) is not None for program in PROGRAMS)


def refused(program: Program, holds: str) -> str:
    """What is said of an export that holds something else than is asked for; nothing where it is that."""
    if program.holds == holds:
        return ""
    said = {"codes": _CODES, "pieces": "coded passages, and no codes: `casecode import evidence` takes them"}
    return said.get(program.holds, program.holds)
