"""A coding session without its screen: where one is in the document, what is marked, what is written and taken back."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from casecode.analysis.ids import slug
from casecode.coding import progress
from casecode.coding.choices import Codebook
from casecode.documents.document import SourceDocument
from casecode.documents.find import Finder
from casecode.documents.passages import Passage, passages
from casecode.edit import changes, intake, memos
from casecode.edit.apply import make
from casecode.edit.store import RefusedError
from casecode.edit.workspace import Workspace
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.project.project import Project
from casecode.read.evidence_keys import EITHER, IMPLIED, KEYS

OMISSION = " […] "


class Entry:
    """What is to be written of a passage: values by the names of keys of evidence. `themes` are new ones: the factor
    for the label of each. `memo` is a thought on the piece, kept apart from it."""

    def __init__(self, themes: Mapping[str, str] | None = None, memo: str = "", **values: Any) -> None:
        self.themes = themes or {}
        self.memo = memo.strip()
        self.values = {key.key: values[key.name] for key in KEYS if values.get(key.name)}

    def text(self, key: str) -> str:
        """What was typed or chosen for a key with one text."""
        return str(self.values.get(key, "")).strip()


class Session:
    """The coding of one document, which is that of a source, for one case of a project."""

    def __init__(self, root: Path, study: Study, file: Path, source: str, document: SourceDocument, coder: str = ""):
        self.root = root
        self.study = study
        self.file = file  # of the case
        self.source = source
        self.document = document
        self.coder = coder
        self.passages = passages(document)
        self.call = "code"  # the command, for the log of changes
        self.marked: set[int] = set()  # sentences of the passage, from 0
        self.made: list[str] = []  # the ids of the pieces written in this session
        self._themes_made: dict[str, list[str]] = {}  # the ids of the themes that were made with each
        self._memos_made: dict[str, list[str]] = {}  # and of the memo on it
        self._path = Path(study.sources[source].origin.where[0]).parent / study.sources[source].file
        known = progress.load(root, study.case.id, self._path)
        self._progress = known or progress.Progress()
        self.at = self._position(self._progress.offset) if known else self._after_coded()

    @property
    def passage(self) -> Passage:
        """The passage that is read now."""
        return self.passages[self.at]

    @cached_property
    def codebook(self) -> Codebook:
        """The codes to choose from, as the case is now."""
        return Codebook(self.study)

    def text_of(self, passage: Passage) -> list[str]:
        """The sentences of a passage, each on one line."""
        return [" ".join(self.document.text[start:end].split()) for start, end in passage.sentences]

    @property
    def text(self) -> str:
        """What a code is sought for: the sentences that are marked, or else the whole passage."""
        sentences = self.text_of(self.passage)
        return " ".join(sentences[number] for number in sorted(self.marked)) or " ".join(sentences)

    def go(self, to: int) -> None:
        """Read another passage; beyond an end, the last one before it."""
        self.at = min(max(to, 0), len(self.passages) - 1)
        self.marked = set()
        self._progress.offset = self.passage.start
        self._save()

    def mark(self, sentence: int) -> None:
        """Mark a sentence of the passage as part of the quote, or take the mark away."""
        if sentence < len(self.passage.sentences):
            self.marked ^= {sentence}

    @property
    def quote(self) -> str:
        """The marked sentences, with an omission between those that do not follow each other."""
        sentences = self.text_of(self.passage)
        quote, last = "", -1
        for number in sorted(self.marked):
            gap = "" if not quote else " " if number == last + 1 else OMISSION
            quote, last = f"{quote}{gap}{sentences[number]}", number
        return quote

    @property
    def coded(self) -> list[Evidence]:
        """The evidence that was taken from the passage: its quote stands there, or it was written while it was read."""
        start, end = self.passage.start, self.passage.end
        return [piece for piece in self._from_document if start <= self._offsets.get(piece.id, -1) < end]

    @property
    def passages_coded(self) -> int:
        """How many passages have evidence."""
        return len({self._position(offset) for offset in self._offsets.values()})

    def write(self, entry: Entry) -> str:
        """Write a piece of evidence, at once, and return its id.

        Raises `RefusedError` where it cannot be written as it is; `OSError` where a file cannot be read or written.
        """
        if not any(map(entry.text, EITHER)):
            raise RefusedError(
                "there is no statement and no quote", "mark a sentence, or say in your own words what it says"
            )
        codes = entry.values.get("codes", ())
        if not codes and not entry.themes:
            raise RefusedError("there is no code", "choose a theme or factor")
        new = {slug(label) or "theme": (label, factor) for label, factor in entry.themes.items()}
        source = entry.text("source") or self.source
        record: dict[str, Any] = {
            "locator": self._place(entry.text("quote")),
            "coder": self.coder,
            **{key: it.strip() if isinstance(it, str) else [*it] for key, it in entry.values.items()},
            "codes": [*codes, *new],
            "source": source,
            "via": self.source if source != self.source else "",
        }
        record = {key: it for key, it in record.items() if it != IMPLIED.get(key)}

        def how(workspace: Workspace) -> list[str]:
            for id_, (label, factor) in new.items():
                changes.add_declared(workspace, self.study.case.id, "themes", id_, {"factor": factor, "label": label})
            (piece,) = intake.add_evidence(workspace, self.study.case.id, [record])
            return [piece, *([self._memo_on(workspace, piece, entry.memo)] if entry.memo else [])]

        id_, *noted = self._change(how)
        self.made.append(id_)
        self._memos_made[id_] = noted
        self._themes_made[id_] = list(new)
        self._progress.pieces[id_] = self.passage.start
        self._reload()
        self.marked = set()
        return id_

    def undo(self) -> str | None:
        """Take back the piece of this session that was written last, with the themes that were made for it, and return
        its id; nothing where there is none."""
        if not self.made:
            return None
        id_ = self.made[-1]

        for memo in self._memos_made[id_]:
            with suppress(RefusedError):  # it has been taken out since
                self._remove("memo", memo)
        self._remove("evidence", id_)
        for theme in self._themes_made[id_]:
            with suppress(RefusedError):  # something else has been coded to it since
                self._remove("theme", theme)
        self.made.pop()
        self._progress.pieces.pop(id_, None)
        self._reload()
        return id_

    def _memo_on(self, workspace: Workspace, piece: str, text: str) -> str:
        """Write a memo on a piece, and return its id."""
        about = {"about": [piece], "date": date.today().isoformat(), "author": self.coder, "text": text}
        return memos.write_memo(workspace, self.study.case.id, about)

    def _remove(self, kind: str, id_: str) -> None:
        def how(workspace: Workspace) -> list[str]:
            changes.remove(workspace, kind, id_, self.study.case.id)
            return []

        self._change(how)

    def _change(self, how: Callable[[Workspace], list[str]]) -> list[str]:
        made = make(self.root, how, call=self.call)
        if made.errors:
            first = made.errors[0]
            raise RefusedError(f"{first.span}: {first.message}", first.hint or "")
        return made.said

    def _place(self, quote: str) -> str:
        """Where the quote stands; without one, where the passage does."""
        found = self._finder.find(quote) if quote.strip() else None
        return self.document.place_at(found.start) if found else self.passage.place

    def _reload(self) -> None:
        """Read the case again: it is as it was, with what was just written or taken back."""
        study = Project.at(self.root).case(self.file)
        self.study = study or self.study
        self.__dict__.pop("codebook", None)
        self.__dict__.pop("_offsets", None)
        self._save()

    def _save(self) -> None:
        progress.save(self._progress, self.root, self.study.case.id, self._path)

    @property
    def _from_document(self) -> list[Evidence]:
        return [piece for piece in self.study.evidence if self.source in (piece.source, piece.via)]

    @cached_property
    def _offsets(self) -> dict[str, int]:
        """For each piece from the document where it is from: where its quote stands, else where it was written."""
        finder, offsets = self._finder, {}
        for piece in self._from_document:
            found = finder.find(piece.quote) if piece.quote else None
            offset = found.start if found else self._progress.pieces.get(piece.id)
            if offset is not None:
                offsets[piece.id] = offset
        return offsets

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.document)

    def _position(self, offset: int) -> int:
        """The passage in which an offset lies."""
        return max(sum(passage.start <= offset for passage in self.passages) - 1, 0)

    def _after_coded(self) -> int:
        """The passage after the last one with evidence; the first where there is none."""
        positions = [self._position(offset) for offset in self._offsets.values()]
        return min(max(positions, default=-1) + 1, len(self.passages) - 1)
