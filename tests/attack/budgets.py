"""The worst files of a megabyte: whatever reads them is done in five seconds of the processor and 500 MB."""
# ruff: noqa: E501 (a file to try on each line)

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from itertools import chain, islice, product
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from conftest import DEMO, TINY

SIZE = 950_000
SECONDS = 5.0
"""Of the processor. A page full of text in a PDF takes a twentieth of a second, and a megabyte has hundreds of them."""
SECONDS_OF_PDF = 20.0
LINES_A_SECOND = 4000
"""Of a change: a megabyte of the shortest rows there are becomes 60,000 pieces, each of which is written and proved."""
MEGABYTES = 500

Files = dict[str, bytes]
Command = tuple[str, ...]
Try = tuple[str, Files | Callable[[], Files], Command]


def filled(unit: str, size: int = SIZE) -> str:
    """A text that says one thing again and again."""
    return unit * (size // len(unit.encode()))


def case(**sections: str) -> Files:
    """A case with some sections of its own."""
    return {"cases/demo.yaml": "".join({**DEMO, **sections}.values()).encode()}


def lines(make: Callable[[int], str], size: int = SIZE) -> str:
    """Lines that are made of their number."""
    found: list[str] = []
    total = number = 0
    while total < size:
        found.append(make(number))
        total += len(found[-1].encode()) + 1
        number += 1
    return "\n".join(found[:-1]) + "\n"


# Documents

UNITS = {
    "txt": (
        "a",
        " ",
        "\n",
        "a ",
        ".",
        ". ",
        "a.\n\n",
        "-",
        "a-",
        "[",
        "[a",
        "...",
        "\u2026",
        "\u00e9",
        "\U0001f600",
        "\r",
        "so. ",
    ),
    "md": (
        "|a",
        "|",
        "[",
        "[a](",
        "![",
        "*",
        "**a ",
        "_a",
        "`",
        "``a",
        ">",
        "> ",
        "- ",
        "* a\n",
        "# a\n",
        "<a ",
        "<!--",
        "&amp;",
    ),
    "html": (
        "<a ",
        "<",
        "<p>",
        "</p>",
        "&",
        "&#1",
        "&amp;",
        "<!--",
        "<![",
        "<!",
        "<?",
        "<a b='",
        "<div>",
        "<b",
        "</",
        "<script>",
        "<br>",
        "<rt>",
        "<table><tr><td>",
    ),
    "rtf": ("{", "}", "\\", "\\par ", "\\'e4", "\\u8364?", "{\\field{\\*\\fldinst{HYPERLINK ", "0f", "\\cell "),
    "vtt": (
        "WEBVTT\n\n",
        "00:01.000 --> 00:02.000\n",
        "00:01.000 --> 00:02.000\nA: b\n\n",
        "<v a>",
        "<",
        "&",
        "1:1:1\n",
    ),
    "json": ("[", '{"segments":', '{"segments": [{"text": "a"}, '),
    "tsv": ("start\ttext\n", "\t", "1\ta\n"),
}
BEGINNINGS = {"rtf": "{\\rtf1 ", "tsv": "start\ttext\n"}
SPOKEN = (
    *(
        "Ann: b\n",
        "[00:01] ",
        "00:01\n",
        "Ann  0:01\n",
        "#00:00:01-1#",
        "1 a\n",
        "(a)\n",
        "a12 ",
        "\f",
        "\f1\nA\n",
        "Ann\n[00:01] - b\n",
    ),
    *("0:0:1.0 --> 0:0:2.0\nA\n", "a [1] ", "1\ta\n"),
)


def documents() -> Iterator[Try]:
    """Source documents, in each of which a quote is looked for."""
    for ending, units in UNITS.items():
        for unit in units:
            for text in dict.fromkeys((filled(unit), filled(unit + "\n") if ending == "md" else filled(unit))):
                data = (BEGINNINGS.get(ending, "") + text).encode()
                yield f"{unit!r} in {ending}", {f"cases/d.{ending}": data}, ("documents", "demo")
    for unit in SPOKEN:
        yield f"{unit!r} in txt", {"cases/d.txt": filled(unit).encode()}, ("documents", "demo")
    table = "|" + "a|" * 20 + "\n|" + "-|" * 20 + "\n"
    yield "a table in md", {"cases/d.md": (table + filled("|" + "a|" * 20 + "\n")).encode()}, ("documents", "demo")
    wide = "|" + "a|" * 100_000 + "\n|" + "-|" * 100_000 + "\n"
    yield "a wide table in md", {"cases/d.md": (wide + filled("|a|\n", 300_000)).encode()}, ("documents", "demo")
    yield (
        "nested lists in md",
        {"cases/d.md": lines(lambda at: " " * min(at, 900) + "- a").encode()},
        ("documents", "demo"),
    )
    for name, body in WORD.items():
        yield f"{name} in docx", partial(_made, "cases/d.docx", partial(_word, body)), ("documents", "demo")
    for name, made in PAGES.items():
        yield f"{name} in pdf", partial(_made, "cases/d.pdf", made), ("documents", "demo")


WORD: dict[str, Callable[[], str]] = {
    "5 GB": lambda: "",
    "150 MB of paragraphs": lambda: "<w:p/>" * 25_000_000,
    "100 MB of text": lambda: "<w:p><w:r><w:t>" + "a " * 50_000_000 + "</w:t></w:r></w:p>",
    "nested tables": lambda: "<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000,
    "runs": lambda: "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 500_000 + "</w:p>",
}


def word(body: str) -> bytes:
    """A Word document whose text is packed very well."""
    from made_files import docx

    with ZipFile(BytesIO(docx(["one"]))) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    whole = members["word/document.xml"]
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in members.items():
            if name != "word/document.xml":
                made.writestr(name, content)
        with made.open("word/document.xml", "w", force_zip64=True) as stream:
            head, tail = whole.split(b"<w:body>")
            stream.write(head + b"<w:body>")
            if body:
                stream.write(body.encode())
            else:
                for _ in range(300):
                    stream.write(b"<w:p/>" * 150_000)
            stream.write(tail)
    return into.getvalue()


def same_pages(number: int) -> bytes:
    """A PDF in which one page stands again and again."""
    from made_files import pdf

    page = "so " * 1000
    return pdf([[page]]).replace(b"/Kids [4 0 R] /Count 1", b"/Kids [%s] /Count %d" % (b"4 0 R " * number, number))


def pages(number: int, lines_: int) -> bytes:
    """A PDF with so many pages and lines on each."""
    from made_files import pdf

    return pdf([["so long"] * lines_] * number)


def streams() -> bytes:
    """A PDF whose one page unpacks to two gigabytes."""
    import zlib

    from made_files import pdf

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(so) Tj " * 1_250_000) for _ in range(90)) + packer.flush()
    made = pdf([["x"]])
    start = made.index(b"<< /Length")
    end = made.index(b"endstream", start)
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return made[:start] + head + packed + b"\n" + made[end:]


PAGES: dict[str, Callable[[], bytes]] = {
    "60,000 same pages": lambda: same_pages(60_000),
    "9,000 same pages": lambda: same_pages(9_000),
    "many pages": lambda: pages(2500, 8),
    "full pages": lambda: pages(200, 280),
    "a packed page": streams,
}


# Files of other programs

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
HEAD = "".join(
    f'<c r="{at}1" t="inlineStr"><is><t>{it}</t></is></c>'
    for at, it in zip("ABC", ("statement", "codes", "source"), strict=True)
)
ROW = "".join(f'<c t="inlineStr"><is><t>{it}</t></is></c>' for it in ("So.", "prices", "survey"))
SHEETS: dict[str, Callable[[], Iterator[str]]] = {
    "3 GB": lambda: iter(["<row/>" * 5_000_000] * 100),
    "190 MB of rows": lambda: iter(["<row/>" * 3_160_000] * 10),
    "180 MB of cells": lambda: iter(["<row>", *["<c/>" * 4_500_000] * 10, "</row>"]),
    "a long cell": lambda: iter(
        ['<row r="2"><c r="A2" t="inlineStr"><is><t>', *["so " * 1_000_000] * 50, "</t></is></c></row>"]
    ),
    "far cells": lambda: (f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(2, 12_000)),
    "a far row": lambda: iter(['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']),
    "shared": lambda: (f'<row r="{at}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for at in range(2, 40_000)),
    "many rows": lambda: (f'<row r="{at}">{ROW}</row>' for at in range(2, 100_000)),
}


def workbook(rows: Iterator[str]) -> bytes:
    """A workbook whose sheet has a header and these rows."""
    from openpyxl import Workbook

    plain = BytesIO()
    Workbook().save(plain)
    into = BytesIO()
    head, tail = SHEET.format(f'<row r="1">{HEAD}</row>{{}}').split("{}")
    with ZipFile(plain) as packed, ZipFile(into, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name in packed.namelist():
            if "sheet1" not in name or "rels" in name:
                content = packed.read(name)
                if name.endswith("sharedStrings.xml"):
                    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                    content = f'<sst xmlns="{main}"><si><t>{"so " * 10_000}</t></si></sst>'.encode()
                made.writestr(name, content)
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            stream.write(head.encode())
            for row in rows:
                stream.write(row.encode())
            stream.write(tail.encode())
    return into.getvalue()


BIBLIOGRAPHIES = {
    "bib": (
        *map(
            filled,
            ("<i", "{", "@", "@a{", "@a{b,", "\\", '"', "@a{b, c = ", "@comment{", "$", "%", "@string{a = ", "\n", ","),
        ),
        "@book{a, title = {" + filled("<i") + "}}\n",
        "@book{a, title = {" + filled("{") + "}}\n",
        "@book{a, title = {" + filled("\\'e") + "}}\n",
        "@book{a, title = {" + filled("\\emph{", 400_000) + "a" + filled("}", 60_000) + "}}\n",
        "@book{a, title = {T}, author = {" + filled("A and ") + "A}}\n",
        "@book{a, title = {T}, author = {" + filled(", ") + "A}}\n",
        "@string{a0 = {so}}\n"
        + lines(lambda at: f"@string{{a{at + 1} = a{at} # a{at}}}", 100_000)
        + "@book{a, title = a2000}\n",
        lines(lambda at: f"@book{{k{at}, title = {{Title {at}}}, author = {{Li, A{at}}}, year = 2000}}"),
        filled("@book{k, title = {T}}\n"),
    ),
    "ris": (
        *map(filled, ("TY  - ", "TY  - BOOK\n", "AU  - A\n", "\n", "a", "ER  - \n")),
        lines(lambda at: f"TY  - BOOK\nID  - k{at}\nTI  - T\nER  - "),
        "TY  - BOOK\n" + filled("AU  - A, B\n") + "TI  - T\nER  - \n",
        "TY  - BOOK\nTI  - " + filled("a\n ") + "\nER  - \n",
    ),
    "json": (
        filled("["),
        filled('{"a":'),
        "[" + filled("[],") + "[]]",
        "[" + filled('{"title":"T"},') + "{}]",
        "[" + ",".join(f'{{"id":"k{at}","title":"T","type":"book"}}' for at in range(22_000)) + "]",
        "[" + filled('{"id":"\\u00e9","title":"T"},') + "{}]",
        json.dumps([{"id": "a", "title": "T", "author": [{"literal": "A"}] * 45_000}]),
        json.dumps([{"id": "a", "title": "<i" * 400_000}]),
        json.dumps([{"id": "a" * 400_000, "title": "a " * 200_000}]),
        "[" + filled("1") + "]",
    ),
}
TABLES = {
    "csv": (
        *(
            f"statement,codes,source\n{text}"
            for text in map(
                filled, ("a", ",", '"', '""', "\n", "\n,", "a,prices,survey\n", "a,pirces,survey\n", ";", "a,;\n")
            )
        ),
        filled("a,") + "\n" + filled("b,", 10_000),
        ",".join(f"c{at}" for at in range(60_000)) + "\n" + filled("b,", 300_000),
        "statement,codes,source\n" + lines(lambda at: f"S{at},theme-{at},survey"),
        "statement,codes,source\n" + filled("a,") + "\n",
        "statement,codes,source\na," + filled("prices;") + ",survey\n",
        "statement,codes,source\n" + filled(" ") + "\n" + filled("\n ", 300_000),
        '"' + filled(" \n") + '",prices,survey\n',
    ),
    "jsonl": (
        *map(
            filled,
            ("{", "[", '"', "{}\n", "[]\n", '{"a":1}\n', '{"statement":"a","codes":["prices"],"source":"survey"}\n'),
        ),
        "{" + ",".join(f'"a{at}":1' for at in range(80_000)) + "}\n",
        "{" + ",".join('"a":1' for at in range(150_000)) + "}\n",
        '{"statement":"' + filled("\\ud800") + '"}\n',
        '{"codes":[' + filled('"a",') + '"a"]}\n',
        '{"statement":"a","codes":["prices"],"source":"survey","units":[' + filled('"rusia",') + '"sea"]}\n',
    ),
    "tsv": (filled("\t"), filled("a\t"), "statement\tcodes\tsource\n" + filled("a\tprices\tsurvey\n")),
}


def imports() -> Iterator[Try]:
    """Tables and bibliographies."""
    for name, rows in SHEETS.items():
        yield (
            f"{name} in xlsx",
            partial(_made, "a.xlsx", partial(_workbook, rows)),
            ("import", "evidence", "demo", "a.xlsx", "-n"),
        )
    for ending, texts in BIBLIOGRAPHIES.items():
        for number, text in enumerate(texts):
            yield (
                f"{ending} {number}: {text[:40]!r}",
                {f"a.{ending}": text.encode()},
                ("import", "sources", "demo", f"a.{ending}", "-n"),
            )
    for ending, texts in TABLES.items():
        for number, text in enumerate(texts):
            yield (
                f"{ending} {number}: {text[:40]!r}",
                {f"a.{ending}": text.encode()},
                ("import", "evidence", "demo", f"a.{ending}", "-n"),
            )
            whole = {"evidence": f"evidence-files: [a.{ending}]\n"}
            yield (
                f"evidence in {ending} {number}: {text[:40]!r}",
                {**case(**whole), f"cases/a.{ending}": text.encode()},
                ("check", "demo"),
            )


# Our own files

PIECE = "  - {{id: e{0}, codes: [t{1}], units: [u{2}], statement: So {0}., source: s{1}, date: {3}}}"


def large(themes: int, units: int, sources: int, size: int = SIZE) -> Files:
    """A case with as much evidence as there is room for."""
    return case(
        units="units:\n" + "".join(f"  u{at}: {{title: U{at}, role: host}}\n" for at in range(units)),
        sources="sources:\n" + "".join(f"  s{at}: {{type: report, title: S{at}}}\n" for at in range(sources)),
        themes="themes:\n" + "".join(f"  t{at}: {{factor: demand, label: T{at}}}\n" for at in range(themes)),
        evidence="evidence:\n"
        + lines(
            lambda at: PIECE.format(at, at % min(themes, sources), at % units, 1900 + at % 120),
            size - 40 * (themes + units + sources),
        ),
    )


OWN: dict[str, Callable[[], Files]] = {
    "much evidence": lambda: large(40, 8, 40),
    "many themes": lambda: large(7_000, 2, 7_000, 930_000),
    "many units": lambda: large(20, 9_000, 20),
    "mistyped ids": lambda: case(
        themes="themes:\n" + "".join(f"  theme-number-{at}: {{factor: demand, label: T}}\n" for at in range(4000)),
        evidence="evidence:\n"
        + lines(lambda at: f"  - {{id: e{at}, codes: [theme-nmuber-{at}], statement: So., source: survye}}", 700_000),
    ),
    "long ids": lambda: case(
        themes="themes:\n" + "".join(f"  {'a' * 90_000}{at}: {{factor: demand, label: T}}\n" for at in range(5)),
        evidence="evidence:\n"
        + "".join(
            f"  - {{id: {'e' * 40_000}{at}, codes: [{'a' * 40_000}b{at}], statement: So., source: survey}}\n"
            for at in range(5)
        ),
    ),
    "a long text": lambda: case(title=f"title: {filled('so ')}\n"),
    "a long word": lambda: case(title=f"title: {filled('a')}\n"),
    "a long statement": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [prices], units: [russia], statement: {filled('so long ')}, source: survey}}\n"
    ),
    "a long quote": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [prices], units: [russia], quote: '{filled('[so] ')}', source: survey}}\n"
    ),
    "a long label": lambda: case(themes=f"themes:\n  prices: {{factor: demand, label: {filled('a ')}}}\n"),
    "spaces in a date": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [prices], statement: So., source: survey, date: '2014{filled(' ')}-'}}\n"
    ),
    "digits": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [prices], statement: '{filled('1,')}x', source: survey, locator: '{filled('1', 9)}'}}\n"
    ),
    "blank lines": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [prices], units: [russia], statement: 'a{filled(chr(10))}b', source: survey}}\n"
    ),
    "line breaks": lambda: case(
        evidence="evidence:\n  - id: e1\n    codes: [prices]\n    source: survey\n    statement: |\n"
        + filled("      a\n")
    ),
    "codes": lambda: case(
        evidence=f"evidence:\n  - {{id: e1, codes: [{filled('prices, ')} prices], statement: So., source: survey}}\n"
    ),
    "countries": lambda: case(title=f"title: T\nx: [{filled('us, ')}\n us]\n"),
    "many keys": lambda: case(title="title: T\n" + lines(lambda at: f"key-{at}: a")),
    "the same key": lambda: case(title=filled("title: T\n")),
    "comments": lambda: case(title="title: T\n" + filled("# waive single-source-theme: so\n")),
    "waivers in a line": lambda: case(title=f"title: T {filled('# waive ')}\n"),
    "waivers": lambda: case(title="title: T\n" + filled("# waive x\n")),
    "aliases": lambda: case(title="title: &a T\n" + lines(lambda at: f"k{at}: *a")),
    "anchors": lambda: case(title="title: T\n" + lines(lambda at: f"k{at}: &a{at} b")),
    "deep": lambda: case(title=f"title: {filled('[')}\n"),
    "deep in lines": lambda: case(title="title:\n" + lines(lambda at: " " * (at + 1) + "a:", 900_000)),
    "dashes": lambda: case(title=f"title:\n  {filled('- ')}\n"),
    "questions": lambda: case(title=f"title:\n  {filled('? ')}\n"),
    "braces": lambda: case(title=f"title: {filled('{a: ')}\n"),
    "tags": lambda: case(title=f"title: {filled('!a ')}\n"),
    "tabs": lambda: case(title=f"title: T\n{filled(chr(9))}\n"),
    "quotes": lambda: case(title=f"title: {filled(chr(34))}\n"),
    "an open quote": lambda: case(title=f"title: '{filled('a' + chr(10) + ' ')}\n"),
    "escapes": lambda: case(title='title: "' + filled("\\u00e9") + '"\n'),
    "documents": lambda: case(title=filled("---\n")),
    "colons": lambda: case(title=f"title: {filled(': ')}\n"),
    "events": lambda: case(
        title="title: T\nevents:\n"
        + lines(lambda at: f"  - {{date: '{1000 + at % 1000}/{2500 + at % 1000}', text: So {at}.}}", 900_000)
    ),
    "a deep framework": lambda: {"frameworks/tiny.yaml": deep(35), **case()},
    "a wide framework": lambda: {
        "frameworks/tiny.yaml": (
            TINY + "".join(f"  - {{id: m{at}, title: M, rows: [pull], columns: units}}\n" for at in range(15_000))
        ).encode(),
        **case(),
    },
    "many factors": lambda: {
        "frameworks/tiny.yaml": (
            "framework: tiny\ntitle: T\nfactors:\n"
            + lines(lambda at: f"  - {{id: f{at}, title: F{at}, definition: D, when-to-use: W}}", 800_000)
        ).encode(),
        **case(themes="themes:\n  prices: {factor: f1, label: P}\n"),
    },
    "values": lambda: {
        "frameworks/tiny.yaml": (
            TINY + "attributes:\n  size: {of: case, values: [" + ", ".join(f"v{at}" for at in range(60_000)) + "]}\n"
        ).encode(),
        **case(title="title: T\nattributes: {size: w1}\n"),
    },
    "unknown values": lambda: {
        "frameworks/tiny.yaml": (
            TINY + "attributes:\n  size: {of: source, values: [" + ", ".join(f"v{at}" for at in range(20_000)) + "]}\n"
        ).encode(),
        **case(
            sources="sources:\n  survey: {type: report, title: S}\n"
            + lines(lambda at: f"  s{at}: {{type: report, title: S, attributes: {{size: w{at}}}}}", 700_000)
        ),
    },
}
COMMANDS: tuple[Command, ...] = (
    ("check",),
    ("analyze", "demo"),
    ("evidence", "demo"),
    ("format", "-n"),
    ("add", "demo", "--theme", "prices", "--statement", "So.", "--source", "survey", "-n"),
    ("rename", "source", "survey", "other", "--case", "demo", "-n"),
    ("show", "demo"),
    ("list", "themes"),
)
LARGE: tuple[Command, ...] = (
    ("analyze", "demo", "-f", "html"),
    ("analyze", "demo", "-f", "latex"),
    ("analyze", "demo", "-f", "json", "-e"),
    ("compare", "u0", "u1"),
    ("compare", *(f"u{at}" for at in range(8))),
    ("matrix", "demo", "--rows", "theme", "--columns", "theme"),
    ("matrix", "demo", "--rows", "unit", "--columns", "unit"),
    ("matrix", "demo", "--rows", "source", "--columns", "theme"),
    ("matrix", "demo", "--rows", "theme", "--columns", "unit"),
    ("matrix", "demo", "--rows", "year", "--columns", "unit", "-f", "html"),
    ("pairs", *(f"u{at}" for at in range(8))),
    ("coverage", "demo"),
    ("timeline", "demo"),
    ("timeline", "demo", "-f", "svg"),
    ("patterns", "demo"),
    ("profile", "demo"),
    ("trace", "demo"),
    ("trace", "demo", "t1"),
    ("trace", "demo", "t1", "-f", "dot"),
    ("trace", "demo", "t1", "-f", "mermaid"),
    ("stack", "demo"),
    ("evidence", "demo", "-f", "csv"),
    ("evidence", "demo", "-f", "html"),
    ("evidence", "demo", "--text", "so", "--group-by", "unit"),
    ("evidence", "demo", "--text", "s.*", "--regex"),
    ("documents", "demo"),
    ("recode", "t1", "t2", "--case", "demo", "-n"),
    ("rename", "theme", "t1", "t1x", "--case", "demo", "-n"),
    ("move", "theme", "t1", "supply", "--case", "demo", "-n"),
    ("edit", "e1", "--case", "demo", "--statement", "Thus.", "-n"),
    ("remove", "evidence", "e1", "--case", "demo", "-n"),
    ("show", "demo", "e1"),
    ("quote", "demo", "e1"),
    ("list", "sources"),
)


def own() -> Iterator[Try]:
    """Frameworks and cases."""
    for (name, files), command in product(OWN.items(), COMMANDS):
        yield name, files, command
    for name, command in product(("much evidence", "many themes", "many units"), LARGE):
        yield name, OWN[name], command
    repeated = {"cases/d.txt": filled("the same words again. ").encode()}
    for quote in (
        "the same words again. " * 40 + "x",
        "words the",
        "same again " * 400,
        "[...] again. the [...] words" * 300,
        "z" * 300_000,
    ):
        section = f"evidence:\n  - {{id: e1, codes: [prices], source: survey, quote: '{quote}'}}\n"
        for command in (("documents", "demo"), ("quote", "demo", "e1"), ("check", "demo")):
            yield f"quote {quote[:20]!r}", {**case(evidence=section, sources=SOURCE.format("txt")), **repeated}, command
    letters = Random(1)
    noise = " ".join("".join(letters.choices("abcdefgh", k=3)) for _ in range(230_000))
    section = f"evidence:\n  - {{id: e1, codes: [prices], source: survey, quote: '{noise[:200_000:2]}'}}\n"
    for command in (("documents", "demo"), ("quote", "demo", "e1")):
        yield (
            "quote of noise",
            {**case(evidence=section, sources=SOURCE.format("txt")), "cases/d.txt": noise.encode()},
            command,
        )


def deep(depth: int) -> bytes:
    """A framework in which each factor stands in another."""
    text = "framework: tiny\ntitle: T\nfactors:\n"
    for at in range(depth // 2):
        text += f"{'  ' * (2 * at + 1)}- id: f{at}\n{'  ' * (2 * at + 2)}title: F\n{'  ' * (2 * at + 2)}definition: D\n{'  ' * (2 * at + 2)}factors:\n"
    indent = "  " * (2 * (depth // 2) + 1)
    text += lines(lambda at: f"{indent}- {{id: g{at}, title: G, definition: D, when-to-use: W}}", 700_000)
    return (text + f"{indent}- {{id: demand, title: D, definition: D}}\n").encode()


SOURCE = "sources:\n  survey: {{type: report, title: S, file: d.{}}}\n"


def _word(body: Callable[[], str]) -> bytes:
    return word(body())


def _workbook(rows: Callable[[], Iterator[str]]) -> bytes:
    return workbook(rows())


def _made(name: str, make: Callable[[], bytes]) -> Files:
    return {name: make()}


def tries() -> Iterator[Try]:
    """Everything that is tried, made when its turn comes: a process begins as large as the one that starts it."""
    return chain(documents(), imports(), own())


@cache
def _number() -> int:
    return sum(1 for _ in tries())


def attempt(seed: int, folder: Path) -> str:
    """One file and one command; what they take too much of."""
    name, files, command = next(islice(tries(), seed * 7919 % _number(), None))
    prepare(folder, files if isinstance(files, dict) else files())
    seconds, megabytes, status, said = taken(folder, command)
    most = (SECONDS_OF_PDF if "pdf" in name else SECONDS) + changed(folder) / LINES_A_SECOND
    if seconds <= most and megabytes <= MEGABYTES and 0 <= status <= 2 and "internal error" not in said:
        return ""
    return (
        f"{name}: casecode {' '.join(command)} takes {seconds:.1f} s and {megabytes:.0f} MB, ends with {status}: {said}"
    )


# How much it takes


def taken(folder: Path, command: Command) -> tuple[float, float, int, str]:
    """The seconds of the processor and the megabytes that a command takes, how it ends, and what it says."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / ".cache")}
    with (folder / ".out").open("wb") as out, (folder / ".err").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "casecode", *command],
            cwd=folder,
            stdout=out,
            stderr=err,
            env=environment,
            stdin=subprocess.DEVNULL,
            preexec_fn=_bound,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (folder / ".err").read_text(encoding="utf-8", errors="replace")[-300:]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode, said


def changed(folder: Path) -> int:
    """How many lines a command says that it would write."""
    with (folder / ".out").open("rb") as out:
        return sum(line.startswith(b"+") for line in out)


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (40, 41))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepare(folder: Path, files: Files) -> None:
    """A small project with some files of its own."""
    ending = next((name.rpartition(".")[2] for name in files if name.startswith("cases/d.")), "txt")
    usual = {"frameworks/tiny.yaml": TINY.encode()}
    if "cases/demo.yaml" not in files:
        quote = DEMO["evidence"].replace("statement:", "quote: Shoppers look for prices., statement:")
        usual |= case(
            sources=SOURCE.format(ending) if f"cases/d.{ending}" in files else DEMO["sources"], evidence=quote
        )
    for name, data in (usual | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
