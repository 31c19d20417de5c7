"""What NVivo exports of a node: its coded passages under a line for each source, as text or as a Word document."""

import re

from casecode.exchange.tables.table import Cell, Table, made

# `<Files\\Folder\\Interview 2> - § 1 reference coded  [3.00% Coverage]`: signs and blanks vary.
_SOURCE = re.compile(
    r"<?(?:(?:Files|Internals|Externals|Memos|Literature)\\++)?(?P<name>[^<>\n]+?)(?<!\s)>?\s++-\s++§?\s*+\d++\s++"
    r"references?\s+coded,?\s*\[\s*[\d.,]+\s*%\s*Coverage\s*\]",
    re.IGNORECASE,
)
_LONGEST = 1000  # characters of a line that is none of a passage
_REFERENCE = re.compile(r"References?\s+\d+(?:\s*-\s*\d+)?\s+-\s+[\d.,]+\s*%\s*Coverage", re.IGNORECASE)


def is_node(text: str) -> bool:
    """Whether a text is such an export."""
    begin = [line.strip()[:_LONGEST] for line in text[:5000].splitlines()]
    return any(map(_SOURCE.fullmatch, begin)) and any(map(_REFERENCE.fullmatch, begin))


def of_node(name: str, text: str) -> Table:
    """A row for each passage. The code is what the file is called, or the line above the first source."""
    code = re.sub(r"\.\w+\Z", "", name)
    document = ""
    passage: list[str] | None = None
    rows: list[list[Cell]] = []

    def end() -> None:
        said = "\n".join(passage or ()).strip()
        if said:
            rows.append([document, said, code])

    for line in text.splitlines():
        it = line.strip()[:_LONGEST]
        if source := _SOURCE.fullmatch(it):
            end()
            document, passage = re.sub(r"\\+", "\\\\", source["name"]), None
        elif _REFERENCE.fullmatch(it):
            end()
            passage = []
        elif passage is not None:
            passage.append(line.rstrip())
        elif it and not document:
            code = it.removeprefix("Name:").strip() or code
    end()
    return made(name, ["document", "text", "code"], rows, "nvivo-node")
