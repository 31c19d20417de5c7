"""Projects in REFI-QDA as programs write them, small and made up."""

from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from lxml import etree

SCHEMAS = Path(__file__).parent / "exchange" / "schemas"
TEXT = "Anna: We water less.\nThe beds stay damp longer.\n\nBen: The tools are mine.\nNobody returns them.\n"
NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0"'
ANN, BOB, WATER, TOOLS, SOURCE, FILE = (str(uuid5(NAMESPACE_URL, name)) for name in ("a", "b", "w", "t", "s", "f"))
USERS = f'<Users><User guid="{ANN}" name="Ann"/><User guid="{BOB}" name="Bob"/></Users>'
CODES = (
    f'<CodeBook><Codes><Code guid="{WATER}" name="Water" isCodable="true"><Description>Talk of it.</Description></Code>'
    f'<Code guid="{TOOLS}" name="Tools" isCodable="true"/></Codes></CodeBook>'
)


def guid(name: str) -> str:
    """A GUID for a name."""
    return str(uuid5(NAMESPACE_URL, name))


def coding(code: str, user: str = ANN) -> str:
    """A code given by somebody."""
    return f'<Coding guid="{guid(code + user)}" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'


def selection(start: int, end: int, inner: str = "", name: str = "", of: str = "") -> str:
    """A selection in a text."""
    own = of or guid(f"{start}-{end}-{inner}")
    return (
        f'<PlainTextSelection guid="{own}" name={quoteattr(name)} startPosition="{start}" endPosition="{end}">'
        f"{inner}</PlainTextSelection>"
    )


def source(inner: str = "", path: str = f"internal://{FILE}.txt") -> str:
    """A source with a text."""
    return f'<TextSource guid="{SOURCE}" name="Interview 1" plainTextPath="{path}">{inner}</TextSource>'


def project(*parts: str, codes: str = CODES, namespace: str = NAMESPACE) -> str:
    """The XML of a project: its sources and what comes after them."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<Project {namespace} name="Garden">{USERS}{codes}{"".join(parts)}</Project>'


def sources(*parts: str) -> str:
    """The container of sources."""
    return f"<Sources>{''.join(parts)}</Sources>"


def archive(xml: str | bytes, text: str | bytes = TEXT, qde: str = "project.qde", folder: str = "sources/") -> bytes:
    """The archive of a project with one text."""
    into = BytesIO()
    with ZipFile(into, "w") as packed:
        packed.writestr(qde, xml)
        packed.writestr(f"{folder}{FILE}.txt", text)
    return into.getvalue()


def inline(text: str, inner: str) -> str:
    """A source whose text stands in the XML."""
    content = f"<PlainTextContent>{escape(text)}</PlainTextContent>"
    return f'<TextSource guid="{SOURCE}" name="Inline">{content}{inner}</TextSource>'


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))


def errors(xml: bytes, schema: str = "Project") -> list[str]:
    """What is not valid in an XML text by the schema of projects or codebooks."""
    checked = _schema(schema)
    checked.validate(etree.fromstring(xml))
    return [str(error) for error in checked.error_log]


def media() -> str:
    """Sources of all kinds, each with a selection."""
    given = coding(WATER)
    box = 'firstX="1" firstY="2" secondX="3" secondY="4"'
    return (
        f'<PictureSource guid="{guid("p")}" name="Gate" path="internal://{guid("p")}.png">'
        f'<PictureSelection guid="{guid("ps")}" {box}>{given}</PictureSelection></PictureSource>'
        f'<PDFSource guid="{guid("d")}" name="Plan" path="internal://{guid("d")}.pdf">'
        f'<PDFSelection guid="{guid("ds")}" page="0" {box}>{given}</PDFSelection>'
        f'<PDFSelection guid="{guid("ds2")}" page="1" {box}>{given}</PDFSelection>'
        f'<Representation guid="{guid("r")}" plainTextPath="internal://{FILE}.txt">'
        f"{selection(0, 4, given, of=guid('ds'))}</Representation></PDFSource>"
        f'<AudioSource guid="{guid("m")}" name="Talk" path="relative:///talk.m4a">'
        f'<Transcript guid="{guid("t1")}" plainTextPath="internal://{FILE}.txt">'
        f'<SyncPoint guid="{guid("y1")}" timeStamp="0" position="0"/>'
        f'<SyncPoint guid="{guid("y2")}" timeStamp="2260" position="20"/>'
        f'<TranscriptSelection guid="{guid("ts")}" fromSyncPoint="{guid("y1")}" toSyncPoint="{guid("y2")}">{given}'
        f"</TranscriptSelection></Transcript>"
        f'<AudioSelection guid="{guid("as")}" begin="1500" end="4200">{given}</AudioSelection>{given}</AudioSource>'
    )


NOTES = (
    f'<Notes><Note guid="{guid("n")}" name="Rain" creatingUser="{BOB}" creationDateTime="2025-03-04T05:06:07Z">'
    "<PlainTextContent>Check the log.</PlainTextContent></Note></Notes>"
    f'<Links><Link guid="{guid("l1")}" name="" originGUID="{guid("n")}" targetGUID="{guid("ts")}"/>'
    f'<Link guid="{guid("l2")}" name="needs" direction="OneWay" originGUID="{WATER}" targetGUID="{TOOLS}"/></Links>'
    f'<Sets><Set guid="{guid("g")}" name="All"><MemberCode targetGUID="{WATER}"/></Set></Sets>'
    "<Description>A study.</Description>"
)
CASES = (
    f'<Variables><Variable guid="{guid("v")}" name="Years here" typeOfVariable="Integer"/></Variables>'
    f'<Cases><Case guid="{guid("c")}" name="Gardener"><VariableValue><VariableRef targetGUID="{guid("v")}"/>'
    f'<IntegerValue>7</IntegerValue></VariableValue><SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
)


def everything() -> str:
    """The XML of a project in which there is something of all that a project can hold."""
    text = source(selection(6, 20, coding(WATER) + coding(TOOLS, BOB)) + coding(WATER))
    return project(CASES, sources(text, media()), NOTES)
