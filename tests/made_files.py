"""Small PDF and Word files, written byte by byte: tests need no other program to make them."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile, ZipInfo

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""


def pdf(pages: Sequence[Sequence[str]], first_page: int = 1) -> bytes:
    """A PDF with lines of text on each page, whose printed page numbers begin with the one given."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /D /St {first_page} >>] >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 700 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data = BytesIO()
    data.write(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(data.tell())
        data.write(f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252"))
    start = data.tell()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    data.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return data.getvalue()


def docx(paragraphs: Sequence[str], heading: str = "") -> bytes:
    """A Word file with paragraphs, below a heading if there is one."""
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    body = [f"<w:p>{style}<w:r><w:t>{heading}</w:t></w:r></w:p>"] if heading else []
    body += [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs]
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        packed.writestr("[Content_Types].xml", _CONTENT)
        packed.writestr("_rels/.rels", _RELS)
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
        )
    return data.getvalue()


def _packed(members: dict[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        for name, text in members.items():
            packed.writestr(ZipInfo(name), text)  # made at no time: the same bytes in every run
    return data.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, others: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text with what stands in its body."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    whole = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return _packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": whole, **(others or {})})


def rtf(body: str) -> bytes:
    """A document in RTF."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Calibri;}}\f0 "
    return f"{head}{body}\\par}}".encode("latin-1")


def pptx(slides: Sequence[str]) -> bytes:
    """A presentation with a text on each slide."""
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    pages = [f"<s {space}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>" for text in slides]
    return _packed({f"ppt/slides/slide{number}.xml": page for number, page in enumerate(pages, 1)} or {"x": ""})


def epub(pages: Sequence[str], others: dict[str, str] | None = None) -> bytes:
    """A book with a page for each text of HTML."""
    items = "".join(f'<item id="i{number}" href="p{number}.xhtml"/>' for number in range(len(pages)))
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
    book = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    return _packed(
        {
            "META-INF/container.xml": container,
            "OPS/book.opf": book,
            **{f"OPS/p{number}.xhtml": f"<html><body>{page}</body></html>" for number, page in enumerate(pages)},
            **(others or {}),
        }
    )
