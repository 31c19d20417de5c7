"""The names that a shell completes: one function per kind, given as `autocompletion` where an option is declared.

Each gets what the line says so far and returns ids with a help text. Which cases are meant is seen from the line: every
word on it that names a case or a framework counts, whatever option or argument it belongs to. Nothing heavy is
imported here: this runs at every TAB.
"""
# ruff: noqa: ARG001 (one signature for all, as Typer calls them)

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from casecode.project import cache
from casecode.project.catalogue import Catalogue, Kind, is_file
from casecode.project.names import PATIENCE, Index, Name

Found = list[tuple[str, str]]
_STEPS = ("question", "factor", "theme", "evidence", "source")


def cases(ctx: Any, incomplete: str) -> Found:
    """Cases of the project and the built-in library."""
    return _files("cases")


def frameworks(ctx: Any, incomplete: str) -> Found:
    """Frameworks of the project and the built-in library."""
    return _files("frameworks")


def files(ctx: Any, incomplete: str) -> Found:
    """Cases and frameworks."""
    return cases(ctx, incomplete) + frameworks(ctx, incomplete)


def units(ctx: Any, incomplete: str) -> Found:
    """Units of the cases on the line."""
    return _on_line(ctx, "unit")


def factors(ctx: Any, incomplete: str) -> Found:
    """Factors of the frameworks on the line, or of those of its cases."""
    return _on_line(ctx, "factor")


def factors_and_frameworks(ctx: Any, incomplete: str) -> Found:
    """Factors, and the frameworks that may take a theme."""
    return factors(ctx, incomplete) + frameworks(ctx, incomplete)


def themes(ctx: Any, incomplete: str) -> Found:
    """Themes of the cases on the line and of their frameworks."""
    return _on_line(ctx, "theme")


def sources(ctx: Any, incomplete: str) -> Found:
    """Sources of the cases on the line and of their frameworks."""
    return _on_line(ctx, "source")


def coders(ctx: Any, incomplete: str) -> Found:
    """Coders of the cases on the line."""
    return _on_line(ctx, "coder")


def ratings(ctx: Any, incomplete: str) -> Found:
    """The scale of the frameworks on the line, or of those of its cases."""
    return _on_line(ctx, "rating")


def questions(ctx: Any, incomplete: str) -> Found:
    """Questions of the frameworks on the line, or of those of its cases."""
    return _on_line(ctx, "question")


def matrices(ctx: Any, incomplete: str) -> Found:
    """Matrices of the frameworks on the line, or of those of its cases."""
    return _on_line(ctx, "matrix")


def displays(ctx: Any, incomplete: str) -> Found:
    """Displays of the case on the line, or else of the framework."""
    index = _index()
    names = [name for path in _named(ctx, "cases", index.catalogue) for name in index.case(path)]
    if not names:
        paths = _named(ctx, "frameworks", index.catalogue)
        names = [name for path in paths for name in index.read("framework", path).names]
    return [(name.id, name.title) for name in names if name.kind == "display"]


def axes(ctx: Any, incomplete: str) -> Found:
    """The axes of evidence; after `factor:` or `theme:` the factors below which to look, after `unit:` attributes."""
    from casecode.analysis.axes import AXES
    from casecode.analysis.axis import names

    kind, colon, _ = incomplete.partition(":")
    if not colon:
        return [(name, AXES[name].title) for name in names()] + attributes(ctx, incomplete)
    limits = {"factor": factors, "attribute": attributes, "": None}
    found = limits[AXES[kind].limit] if kind in AXES else None
    return [(f"{kind}:{id_}", text) for id_, text in found(ctx, "")] if found else []


def attributes(ctx: Any, _incomplete: str) -> Found:
    """Attributes by which the cases on the line, their units or their sources are told apart."""
    return _on_line(ctx, "attribute") + _on_line(ctx, "property")


def outcomes(ctx: Any, incomplete: str) -> Found:
    """What can be an outcome: attributes with a value, factors and themes."""
    rated = [(f"{name}={value}", "") for name, value in _on_line(ctx, "property")]
    return rated + factors(ctx, incomplete) + themes(ctx, incomplete)


def conditions(ctx: Any, incomplete: str) -> Found:
    """What attributes of the cases on the line, their units and sources can be: `profession=nurse`."""
    return [*dict.fromkeys((f"{name}={value}", "") for name, value in _on_line(ctx, "property"))]


def orders(ctx: Any, incomplete: str) -> Found:
    """In what order the rows or columns of a matrix can stand."""
    from casecode.analysis.crosstab import ORDERS

    return [(name, "") for name in ORDERS] + attributes(ctx, incomplete)


def evidence_orders(ctx: Any, incomplete: str) -> Found:
    """In what order pieces of evidence can stand."""
    return [("id", ""), ("date", ""), *axes(ctx, incomplete)]


def evidence_columns(ctx: Any, incomplete: str) -> Found:
    """The columns of a list of evidence, after those that are named already."""
    from casecode.read.evidence_keys import FOLLOWING, KEYS

    before = "".join(incomplete.rpartition(",")[:2])
    return [
        (before + name, about)
        for name, about in (
            *((key.key, key.doc) for key in KEYS),
            *((name, "") for name in FOLLOWING),
            *_on_line(ctx, "attribute"),
        )
    ]


def columns(ctx: Any, incomplete: str) -> Found:
    """Cases, units, and units in full."""
    index, found = _index(), cases(ctx, incomplete)
    full: Found = []
    for path in index.catalogue.nearest.files("cases"):
        case = index.catalogue.declared_id(path, "cases") or path.stem
        own = [name for name in index.case(path) if name.kind == "unit"]
        found += [(name.id, name.title) for name in own]
        full += [(f"{case}:{name.id}", name.title) for name in own]
    return found + full


def ids(ctx: Any, incomplete: str) -> Found:
    """Everything that has an id; after a kind, case or framework and a colon what belongs to that."""
    return _everything(incomplete)


def steps(ctx: Any, incomplete: str) -> Found:
    """Whatever a chain of evidence leads through."""
    return [(id_, text) for id_, text in _everything(incomplete) if text.partition(":")[0] in _STEPS]


def pieces(ctx: Any, incomplete: str) -> Found:
    """Pieces of evidence."""
    return [(id_, text) for id_, text in _everything(incomplete) if text.partition(":")[0] == "evidence"]


def rules(ctx: Any, incomplete: str) -> Found:
    """Rules of `check`."""
    key = cache.key_of(b"rules")
    if kept := cache.get(key):
        return [(name, severity) for name, severity in map(str.split, bytes(kept).decode().splitlines())]
    from casecode.checks.everything import RULES

    found = [(rule.id, str(rule.severity)) for rule in RULES.values()]
    cache.put(key, "\n".join(map(" ".join, found)).encode())
    return found


def pages(ctx: Any, incomplete: str) -> Found:
    """Pages of the manual."""
    from casecode import guide

    return list(guide.pages().items())


def _index(patience: float = PATIENCE) -> Index:
    return Index(Catalogue.at(Path.cwd()), patience)


def _files(kind: Kind) -> Found:
    """The ids of files with their titles, as far as these are quickly known: of the cases of the project, and of all
    frameworks, since a case can be coded against any."""
    index, found = _index(patience=0.2), []
    for path in (index.catalogue if kind == "frameworks" else index.catalogue.nearest).files(kind):
        names = index.read("case" if kind == "cases" else "framework", path).names
        found.append((index.catalogue.declared_id(path, kind) or path.stem, names[0].title if names else ""))
    return found


def _on_line(ctx: Any, kind: str) -> Found:
    """The names of a kind in the cases on the line, or in all of the project; and in the frameworks that go with them.

    A framework on the line takes the place of those of the cases: the cases are seen through it.
    """
    index = _index()
    all_cases = index.catalogue.nearest.files("cases")
    paths = _named(ctx, "cases", index.catalogue) or list(all_cases)
    names = [name for path in paths for name in index.case(path)]
    if kind not in ("unit", "coder"):
        lenses = _named(ctx, "frameworks", index.catalogue) or [it for it in map(index.framework_of, paths) if it]
        names = [name for path in dict.fromkeys(lenses) for name in index.read("framework", path).names] + names
    return [(name.id, name.title) for name in names if name.kind == kind]


def _named(ctx: Any, kind: Kind, catalogue: Catalogue) -> list[Path]:
    """The files of a kind that words on the line name, by path or by id; `case:unit` names the case."""
    found: dict[Path, None] = {}
    for word in _words(ctx):
        path = Path(word)
        if is_file(path):
            named = path if catalogue.declared_id(path, kind) else None
        else:
            name = word.partition(":")[0]
            named = catalogue.find(kind, name.removesuffix(".yaml").removesuffix(".yml")) if name else None
        if named:
            found[named] = None
    return list(found)


def _words(ctx: Any) -> Iterator[str]:
    """The words on the line that are arguments or values of options, wherever the parser has put them."""
    for value in (ctx.args, *ctx.params.values()):
        for word in value if isinstance(value, list | tuple) else (value,):
            if isinstance(word, str):
                yield str(word)


def _everything(incomplete: str) -> Found:
    index = _index()
    within, colon, _ = incomplete.rpartition(":")
    found: Found = []
    cases = [*index.catalogue.nearest.files("cases")]
    used = filter(None, map(index.framework_of, cases))
    for path in dict.fromkeys((*index.catalogue.nearest.files("frameworks"), *used)):
        found += _described(index.read("framework", path).names, within + colon)
    for path in cases:
        found += _described(index.case(path), within + colon)
    return found


def _described(names: Iterable[Name], prefix: str) -> Iterator[tuple[str, str]]:
    """Names with their kind as help; behind a prefix only those that it fits."""
    names = list(names)
    home = names[0].id if names else ""
    for name in names:
        if name.kind not in ("coder", "property") and prefix.rstrip(":") in ("", name.kind, home):
            yield prefix + name.id, f"{name.kind}: {name.title}"
