"""A project under change: its files as drafts, what refers to what between them, and the proof before writing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from casecode.checks.errors import check_errors
from casecode.edit.bulk import BulkDraft
from casecode.edit.draft import Draft, plain
from casecode.edit.offsets import UnsafeEditError
from casecode.edit.refs import Ref, form_of, refs
from casecode.edit.store import Change, RefusedError, write
from casecode.model.problem import Problem
from casecode.model.span import locate, shown
from casecode.project.catalogue import Library
from casecode.project.loader import BULK, Loader
from casecode.read import forms

AnyDraft = Draft | BulkDraft


class File(Struct, frozen=True, eq=False):
    """A file of the project: what it is, its draft, and the case or framework that it belongs to."""

    path: Path
    kind: str
    owner: str
    draft: AnyDraft

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Every id in the file."""
        root = self.draft.root
        if root is None:
            return ()
        if isinstance(self.draft, BulkDraft):
            items = getattr(root, "items", [])
            found = ((number, refs(item, forms.EVIDENCE)) for number, item in enumerate(items))
            return tuple(
                Ref(ref.kinds, ref.id, (number, *ref.path), ref.node, ref.is_key, ref.declares)
                for number, one in found
                for ref in one
            )
        return tuple(refs(root, form_of(self.kind), self.owner))  # type: ignore[arg-type]

    @property
    def evidence(self) -> tuple[str | int, ...]:
        """The path to the list of evidence in the file."""
        return () if isinstance(self.draft, BulkDraft) else ("evidence",)


class Workspace:
    """The files of one project, read once; edits are made on their drafts and written together."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[Path, File] = {}
        self.begun: list[Change] = []
        library = Library((root,))
        for path in library.files("frameworks"):
            self._read(path, "framework", path.stem)
        for path in library.files("cases"):
            self._read_case(path)

    def cases(self) -> Iterator[File]:
        """The files that declare a case."""
        return (file for file in self.files.values() if file.kind == "case")

    def of_case(self, case: str) -> list[File]:
        """The file of a case and those that hold evidence of it."""
        return [file for file in self.files.values() if file.owner == case and file.kind != "framework"]

    def framework_of(self, case: str) -> str:
        """The id of the framework that a case is coded against."""
        file = next(file for file in self.cases() if file.owner == case)
        holds = file.draft.holds
        return str(holds.get("framework", "")) if isinstance(holds, dict) else ""

    @property
    def changed(self) -> list[File]:
        return [file for file in self.files.values() if file.draft.is_changed]

    def changes(self) -> list[Change]:
        """What is to be written. Raises `RefusedError` where an edit cannot be made safely."""
        try:
            return [*self.begun, *(Change(file.path, file.draft.data, file.draft.result()) for file in self.changed)]
        except UnsafeEditError as error:
            raise RefusedError(f"the change cannot be made safely ({error})", "make it by hand") from None

    def begin(self, path: Path, text: str) -> None:
        """A new file, at a path below the root."""
        if (self.root / path).exists():
            raise RefusedError(f"{path} is there already", "choose another id")
        self.begun.append(Change(self.root / path, None, text.encode()))

    def new_errors(self, changes: Sequence[Change]) -> list[Problem]:
        """The errors that the project would have after the changes and does not have now."""
        before = {(it.rule, it.message) for it in self._errors({})}
        overlay = {change.path.resolve(): change.after for change in changes if change.after is not None}
        return [it for it in self._errors(overlay) if (it.rule, it.message) not in before]

    def save(self, changes: Sequence[Change]) -> None:
        """Write the changes, all or none; the caller holds the lock."""
        write(self.root, list(changes))

    def _errors(self, overlay: dict[Path, bytes]) -> list[Problem]:
        loader = Loader(Library.at(self.root), overlay)
        begun = [change.path for change in self.begun if change.path.resolve() in overlay]
        for path in [*(file.path for file in self.files.values() if file.kind != "evidence"), *begun]:
            loader.take(path)
        found = [*loader.problems, *(one.located(locate) for one in check_errors(loader.corpus))]
        return [it for it in found if it.severity == "error"]

    def _read_case(self, path: Path) -> None:
        file = self._read(path, "case", "")
        holds = file.draft.holds
        if not isinstance(holds, dict):
            return
        owner = str(holds.get("case", path.stem))
        self.files[path.resolve()] = File(path, "case", owner, file.draft)
        for name in holds.get("evidence-files") or ():
            below = path.parent / str(name)
            if below.is_file():
                self._read(below, "evidence", owner)

    def _read(self, path: Path, kind: str, owner: str) -> File:
        data = path.read_bytes()
        draft: AnyDraft = BulkDraft(path.name, data) if path.suffix in BULK else Draft(shown(path), data)
        if kind == "framework":
            held = plain(draft.root)
            owner = str(held.get("framework", owner)) if isinstance(held, dict) else owner
        self.files[path.resolve()] = File(path, kind, owner, draft)
        return self.files[path.resolve()]
