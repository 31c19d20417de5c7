"""From a project to the files of it: XML that is valid by the schemas of REFI-QDA 1.5, and the archive around it.

The schemas want the elements in their order, no container that is empty, and GUIDs everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from casecode.exchange.refi.archive import pack
from casecode.exchange.refi.project import Case, Code, Coding, Link, Project, Selection, Source, Variable

_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: dict[str, str | int | None] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_IN_ATTRIBUTES = _ESCAPES | {"\n": "&#10;", "\t": "&#9;"}
_ELEMENTS = {"text": "TextSource", "pdf": "PDFSource", "picture": "PictureSource", "audio": "AudioSource"}
_ELEMENTS |= {"video": "VideoSource", "note": "Note"}
_SELECTIONS = {"text": "PlainText", "pdf": "PDF", "picture": "Picture", "audio": "Audio", "video": "Video"}

Parts = Iterable["str | None"]


def project_files(project: Project) -> bytes:
    """The bytes of the .qdpx."""
    members = {"project.qde": project_xml(project).encode()}
    for source in project.sources:
        if source.text is not None:
            members[f"sources/{_text_name(source)}"] = source.text.encode("utf-8", "replace")
        if source.file:
            members[f"sources/{source.file}"] = source.data
    return pack(members)


def project_xml(project: Project) -> str:
    """The text of the .qde."""
    parts = (
        _all("Users", (_element("User", {"guid": it.guid, "name": it.name, "id": it.name}) for it in project.users)),
        _around("CodeBook", _all("Codes", map(_code, project.codes))),
        _all("Variables", map(_variable, project.variables)),
        _all("Cases", map(_case, project.cases)),
        _all("Sources", map(_source, project.sources)),
        _all("Notes", map(_source, project.notes)),
        _all("Links", map(_link, project.links)),
        _text("Description", project.description),
        *_refs("NoteRef", project.own_notes),
    )
    own = {"xmlns": "urn:QDA-XML:project:1.0", "name": project.name, "origin": project.origin}
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_element("Project", own, parts)}\n'


def codebook_xml(codes: Sequence[Code], origin: str) -> str:
    """The text of a .qdc."""
    own = {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": origin}
    whole = _element("CodeBook", own, (_element("Codes", {}, map(_code, codes)),))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n'


def _element(name: str, own: dict[str, str], parts: Parts = ()) -> str:
    written = "".join(
        f' {key}="{_escaped(value, _IN_ATTRIBUTES)}"' for key, value in own.items() if value or key == "name"
    )
    held = "\n".join(filter(None, parts))
    if not held:
        return f"<{name}{written}/>"
    return f"<{name}{written}>\n{held}\n</{name}>"


def _text(name: str, text: str) -> str | None:
    return f"<{name}>{_escaped(text, _ESCAPES)}</{name}>" if text else None


def _escaped(text: str, signs: dict[str, str | int | None]) -> str:
    return _INVALID.sub("\ufffd", text).translate(str.maketrans(signs))


def _around(name: str, held: str | None) -> str | None:
    return f"<{name}>\n{held}\n</{name}>" if held else None


def _all(name: str, parts: Iterable[str]) -> str | None:
    """A container, if there is something in it."""
    return _around(name, "\n".join(parts))


def _refs(name: str, guids: Iterable[str]) -> Iterator[str]:
    return (f'<{name} targetGUID="{guid}"/>' for guid in guids)


def _code(code: Code) -> str:
    is_codable = "true" if code.is_codable else "false"
    own = {"guid": code.guid, "name": code.name, "isCodable": is_codable, "color": code.color}
    below = (_text("Description", code.description), *_refs("NoteRef", code.notes), *map(_code, code.codes))
    return _element("Code", own, below)


def _variable(variable: Variable) -> str:
    own = {"guid": variable.guid, "name": variable.name, "typeOfVariable": variable.type}
    return _element("Variable", own, (_text("Description", variable.description),))


def _values(values: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    for guid, type_, value in values:
        of = f'<VariableRef targetGUID="{guid}"/>'
        yield f"<VariableValue>{of}<{type_}Value>{_escaped(value, _ESCAPES)}</{type_}Value></VariableValue>"


def _case(case: Case) -> str:
    parts = (
        _text("Description", case.description),
        *_values(case.values),
        *_refs("SourceRef", case.sources),
        *_refs("SelectionRef", case.selections),
    )
    return _element("Case", {"guid": case.guid, "name": case.name}, parts)


def _source(source: Source) -> str:
    own = {"guid": source.guid, "name": source.name}
    made = {"creatingUser": source.user, "creationDateTime": source.created}
    held = f"internal://{_text_name(source)}"
    of_text = [it for it in source.selections if it.kind == "text"]
    of_rest = [it for it in source.selections if it.kind != "text"]
    parts: list[str | None] = [_text("Description", source.description)]
    if source.kind == "note":
        parts += [_text("PlainTextContent", source.text or "")]
    elif source.kind == "text":
        own |= {"richTextPath": f"internal://{source.file}" if source.file else "", "plainTextPath": held}
        parts += map(_selection, of_text)
    else:
        own |= {"path": f"internal://{source.file}" if source.file else source.path}
        parts += map(_selection, of_rest)
        if source.text is not None:
            named = {"guid": source.text_guid, "plainTextPath": held}
            parts.append(_element("Representation", named, map(_selection, of_text)))
    parts += [*map(_coding, source.codings), *_refs("NoteRef", source.notes), *_values(source.values)]
    return _element(_ELEMENTS[source.kind], own | made, parts)


def _text_name(source: Source) -> str:
    return f"{source.text_guid or source.guid}.txt"


def _selection(it: Selection) -> str:
    own = {"guid": it.guid, "name": it.name}
    if it.kind == "text":
        own |= {"startPosition": str(it.start), "endPosition": str(it.end)}
    elif it.area:
        own |= {"page": str(max(it.page, 0))} if it.kind == "pdf" else {}
        own |= dict(zip(("firstX", "firstY", "secondX", "secondY"), map(str, it.area), strict=True))
    else:
        own |= {"begin": str(it.begin_ms), "end": str(it.end_ms)}
    own |= {"creatingUser": it.user}
    parts = (_text("Description", it.description), *map(_coding, it.codings), *_refs("NoteRef", it.notes))
    return _element(f"{_SELECTIONS[it.kind]}Selection", own, parts)


def _coding(coding: Coding) -> str:
    held = (f'<CodeRef targetGUID="{coding.code}"/>', *_refs("NoteRef", coding.notes))
    return _element("Coding", {"guid": coding.guid, "creatingUser": coding.user}, held)


def _link(link: Link) -> str:
    own = {"guid": link.guid, "name": link.name, "direction": link.direction}
    return _element("Link", own | {"originGUID": link.origin, "targetGUID": link.target})
