"""Annotated texts as tables: what doccano, Label Studio, qc, brat and INCEpTION write; a row is a labelled stretch."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from casecode.exchange.tables.table import Cell, Table, made

# The columns of such a table; `program` says whose they are.
HEADINGS = ["document", "text", "code", "memo", "coder"]
Object = dict[str, Any]
_Rows = Iterator[list[Cell]]


def of_objects(name: str, found: Sequence[tuple[int, Object]]) -> Table | None:
    """The table that annotated texts in JSON come to; nothing where the objects are another program's, or rows."""
    objects = [it for _, it in found]
    if objects and all(_is_doccano(it) for it in objects):
        return made(name, HEADINGS, _of_doccano(objects), "doccano")
    if objects and all(isinstance(it.get("annotations"), list) and "data" in it for it in objects):
        return made(name, HEADINGS, _of_label_studio(objects), "label-studio")
    if objects and all({"line", "code", "text_lines", "text"} <= it.keys() for it in objects):
        return made(name, HEADINGS, _of_qc(objects), "qc")
    return None


def _is_doccano(it: Object) -> bool:
    labels = it.get("label", it.get("labels"))
    return isinstance(it.get("text"), str) and isinstance(labels, list) and all(map(_is_span, labels))


def _is_span(it: Any) -> bool:
    return isinstance(it, list) and len(it) == 3 and all(str(at).isdecimal() for at in it[:2])


def _of_doccano(objects: Sequence[Object]) -> _Rows:
    """Positions count code points."""
    for number, it in enumerate(objects, 1):
        for start, end, label in it.get("label") or it.get("labels") or ():
            yield [str(it.get("id", number)), it["text"][int(start) : int(end)], str(label), "", ""]


def _of_label_studio(objects: Sequence[Object]) -> _Rows:
    """Positions count UTF-16 units; the text stands with the label, or is cut out of the data."""
    for number, it in enumerate(objects, 1):
        data = it["data"] if isinstance(it["data"], dict) else {}
        whole = next((text for key, text in data.items() if key == "text" and isinstance(text, str)), "")
        document = str(data.get("title") or data.get("document") or it.get("file_upload") or it.get("id", number))
        for annotation in it["annotations"]:
            if not isinstance(annotation, dict) or annotation.get("was_cancelled") is True:
                continue
            coder = _person(annotation.get("completed_by"))
            for region in annotation.get("result") or ():
                value = region.get("value") if isinstance(region, dict) else None
                if not isinstance(value, dict):
                    continue
                labels = [it for key, those in value.items() if _is_labels(key, those) for it in those]
                said = value.get("text")
                text = said if isinstance(said, str) else _units(whole, value)
                if labels:
                    yield [document, text, [str(label) for label in labels], "", coder]


def _is_labels(key: str, it: Any) -> bool:
    return key.lower().endswith(("labels", "choices", "taxonomy")) and isinstance(it, list)


def _person(it: Any) -> str:
    return str(it.get("email") or it.get("username") or it.get("id") or "") if isinstance(it, dict) else str(it or "")


def _units(whole: str, value: Object) -> str:
    """The part of a text between positions that count UTF-16 units."""
    start, end = (str(value.get(key, "")) for key in ("start", "end"))
    if not (start.isdecimal() and end.isdecimal()):
        return ""
    return whole.encode("utf-16-le", "replace")[int(start) * 2 : int(end) * 2].decode("utf-16-le", "replace")


def _of_qc(objects: Sequence[Object]) -> _Rows:
    """A line is coded; what stands with it is its surroundings, from the first of `text_lines` on."""
    for it in objects:
        lines = str(it["text"]).split("\n")
        first = it["text_lines"][0] if isinstance(it["text_lines"], list) and it["text_lines"] else 1
        at = int(str(it["line"])) - int(str(first)) if str(it["line"]).isdecimal() and str(first).isdecimal() else -1
        text = lines[at] if 0 <= at < len(lines) else ""
        yield [str(it.get("document") or it.get("docuement") or ""), text, str(it["code"]), "", ""]


_BRAT = re.compile(r"(T\d++)\t(\S++) (\d++ \d++(?:;\d++ \d++)*+)\t?(.*)")
_BRAT_NOTE = re.compile(r"#\d*\t\S+ (T\d+)\t(.*)")


def is_brat(text: str) -> bool:
    """Whether a text is brat's standoff form."""
    return any(map(_BRAT.fullmatch, text.splitlines()[:50]))


def of_brat(name: str, text: str) -> Table:
    """Lines of annotations; the text that they are of has the same name with another ending."""
    notes = {found[1]: found[2] for line in text.splitlines() if (found := _BRAT_NOTE.fullmatch(line))}
    document = f"{name.rpartition('.')[0] or name}.txt"
    rows: list[list[Cell]] = []
    for line in text.splitlines():
        if found := _BRAT.fullmatch(line):
            rows.append([document, found[4].replace("\t", " "), found[2], notes.get(found[1], ""), ""])
    return made(name, HEADINGS, rows, "brat")


_WEBANNO = re.compile(r"\d+-\d+(?:\.\d+)?\t")
_LABEL = re.compile(r"(.*?)(?:\[(\d+)\])?\Z", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\\[\]|_;*\t>-])")


def is_webanno(text: str) -> bool:
    """Whether a text is a TSV of WebAnno or INCEpTION."""
    return text.startswith("#FORMAT=WebAnno TSV")


def of_webanno(name: str, text: str) -> Table:
    """A line is a token; the tokens of one annotation have one number, or stand alone."""
    layers = [line.partition("=")[2].split("|") for line in text.splitlines() if line.startswith("#T_SP=")]
    columns = [(layer[0], number) for layer in layers for number in range(max(len(layer) - 1, 1))]
    sentence, offset = "", 0
    found: dict[tuple[int, str, str, str], list[tuple[int, int]]] = {}
    sentences: list[tuple[int, str]] = []
    for line in text.splitlines():
        if line.startswith("#Text="):
            sentence, offset = line[6:], -1
        elif _WEBANNO.match(line):
            place, spot, _, *cells = line.split("\t")
            start, _, end = spot.partition("-")
            if not (start.isdecimal() and end.isdecimal()):
                continue
            if offset < 0:
                offset = int(start)
                sentences.append((offset, sentence))
            for at, cell in enumerate(cells[: len(columns)]):
                for one in re.split(r"(?<!\\)\|", cell):
                    label = _LABEL.match(one)
                    if label is None or label[1] in ("", "_", "*"):
                        continue
                    number = label[2] or f"at {place}"
                    found.setdefault((at, number, label[1], columns[at][0]), []).append((int(start), int(end)))
    rows: list[list[Cell]] = [
        ["", _between(sentences, min(spots)[0], max(end for _, end in spots)), _ESCAPED.sub(r"\1", value), "", ""]
        for (_, _, value, _), spots in found.items()
    ]
    return made(name, HEADINGS, rows, "webanno")


def _between(sentences: Sequence[tuple[int, str]], start: int, end: int) -> str:
    """The text between two positions, which count UTF-16 units, as sentences with their beginnings hold it."""
    parts = []
    for begin, sentence in sentences:
        data = _ESCAPED.sub(r"\1", sentence).encode("utf-16-le", "replace")
        if begin < end and begin + len(data) // 2 > start:
            cut = data[max(start - begin, 0) * 2 : (end - begin) * 2]
            parts.append(cut.decode("utf-16-le", "replace"))
    return " ".join(parts)
