"""What programs write into projects is read, their deviations included; what is made to harm is not."""

import stat
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

import refi_made as made
from casecode.exchange.refi.project import Project
from casecode.exchange.refi.reading import read_codebook, read_project
from casecode.read.boundary import UnreadableError

LESS = made.TEXT.index("We water")
SELECTED = made.selection(LESS, LESS + 14, made.coding(made.WATER))
WHOLE = made.sources(made.source(SELECTED))


def read(folder: Path, data: bytes) -> Project:
    """The project in bytes."""
    (folder / "p.qdpx").write_bytes(data)
    return read_project(folder / "p.qdpx")


def quoted(project: Project) -> list[str]:
    """The texts that are selected."""
    return [it.text for source in project.sources for it in source.selections]


NAMESPACES = ("", 'xmlns="urn:QDA-XML:project:0:4"', 'xmlns="urn:QDA-XML:project:2.0"')


@pytest.mark.parametrize(
    "data",
    [
        made.archive(made.project(WHOLE)),
        made.archive("\ufeff".encode() + made.project(WHOLE).encode(), "\ufeff" + made.TEXT),
        made.archive(made.project(WHOLE), qde="My study.QDE", folder="Sources/"),
        made.archive(made.project(WHOLE).replace(made.WATER, f"{{{made.WATER.upper()}}}", 1)),
        made.archive(made.project(WHOLE.replace("internal://", ""))),
        made.archive(made.project(WHOLE.replace("internal://", "internal://sources/"))),
        made.archive(made.project("<Variables/><Cases/>", WHOLE, "<Notes/><Links/><Sets/><Graphs/>")),
        *(made.archive(made.project(WHOLE, namespace=it)) for it in NAMESPACES),
        made.archive(
            made.project(made.sources(made.inline(made.TEXT, WHOLE[WHOLE.index("<Plain") : WHOLE.index("</Text")])))
        ),
        made.archive(made.project(WHOLE), made.TEXT.encode("utf-16")),
    ],
    ids=range(12),
)
def test_deviations_mean_nothing(tmp_path: Path, data: bytes) -> None:
    """Byte order marks, names of files and folders, braces, namespaces, empty containers: the same comes in."""
    project = read(tmp_path, data)
    assert quoted(project) == ["We water less."]
    assert [code.name for code, _ in project.walk_codes()] == ["Water", "Tools"]
    assert project.sources[0].selections[0].codings[0].code == project.codes[0].guid
    assert not project.left


def member(name: str, data: bytes = b"x", mode: int = 0o644) -> bytes:
    """An archive of a project with one more member."""
    into = BytesIO(made.archive(made.project(WHOLE)))
    with ZipFile(into, "a", ZIP_DEFLATED) as packed:
        entry = ZipInfo(name)
        entry.external_attr = mode << 16
        entry.compress_type = ZIP_DEFLATED
        packed.writestr(entry, data)
    return into.getvalue()


ENTITIES = made.project(WHOLE).replace("<Project", '<!DOCTYPE Project [<!ENTITY a "b">]><Project')
OUT = ("internal://../../secret.txt", "relative:///../secret.txt", r"internal://..\secret.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (member("../evil.txt"), "leads out of it"),
        (member("sources/../../evil.txt"), "leads out of it"),
        (member("/tmp/evil.txt"), "leads out of it"),
        (member(r"..\evil.txt"), "leads out of it"),
        (member("C:/evil.txt"), "leads out of it"),
        (member("sources/link.txt", b"/etc/hostname", stat.S_IFLNK | 0o777), "is a link"),
        (member("sources/big.txt", b"a" * 30_000_000), "unpacks to 30 MB"),
        (made.archive(ENTITIES), "document type"),
        *((made.archive(made.project(made.sources(made.source(path=it)))), "lies outside") for it in OUT),
        (made.archive("<Project>" + "<a>" * 500), "nested too deep"),
        (made.archive(made.project(WHOLE)[:-20]), "XML is broken in line 2"),
        (made.archive(made.project(WHOLE), qde="project.xml"), "no project in it"),
        (made.archive("<CodeBook/>"), "it is a codebook"),
        (b"PK\3\4 and nothing else", "no archive"),
        (made.archive(made.project(WHOLE).replace("utf-8", "klingon", 1)), "XML"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, said: str) -> None:
    """Files that lead out, links, bombs, entities and broken XML are refused as a whole, each with its reason."""
    with pytest.raises(UnreadableError) as raised:
        read(tmp_path, data)
    assert said in raised.value.reason


def test_what_selects_nothing_is_told(tmp_path: Path) -> None:
    """Selections before the text, behind it, turned round, empty or of no numbers are left out, each for its reason."""
    odd = [(-1, 5), (10_000, 10_010), (20, 10), (8, 8), (20, 21)]
    text = made.source("".join(made.selection(*it) for it in odd) + made.selection(0, 5).replace('"0"', '"x"'))
    project = read(tmp_path, made.archive(made.project(made.sources(text)), made.TEXT))
    assert [it.why.removeprefix("it ") for it in project.left] == [
        "its positions are no numbers",
        "starts before the text",
        "lies behind the end of the text",
        "starts after its end",
        "is empty",
        "has blanks alone",
    ]


def test_files_elsewhere_are_never_opened(tmp_path: Path) -> None:
    """A text that is said to lie elsewhere on the machine is not in the file; media elsewhere are named."""
    media = f'<VideoSource guid="{made.guid("v")}" name="Walk" path="relative:///walk.mp4"/>'
    absolute = made.source(made.selection(0, 4, name="Anna"), "absolute:///etc/hostname")
    project = read(tmp_path, made.archive(made.project(made.sources(absolute, media))))
    assert project.outside == ("walk.mp4",)
    assert [(it.what, "hostname" in it.why) for it in project.left] == [("text", True)]
    assert quoted(project) == ["Anna"]  # as it is called: there is nothing to look it up in


@pytest.mark.parametrize("version", ["1.0", "0:4", "1:0"])
def test_codebooks(version: str) -> None:
    """A codebook is read whatever its namespace, with odd colours and without sets."""
    inner = f'<Code guid="{{{made.guid("b").upper()}}}" name="B" isCodable="0" color="rgb(1,2,3)"/>'
    codes = f'<Codes><Code guid="{made.guid("a")}" name="A">{inner}</Code></Codes><Sets/>'
    text = f'\ufeff<CodeBook xmlns="urn:QDA-XML:codebook:{version}">{codes}</CodeBook>'
    (root,), groups = read_codebook(text.encode())
    assert [(code.name, code.is_codable) for code, _ in root.walk()] == [("A", True), ("B", False)]
    assert groups == ()
