"""What was found of quotes in one document, kept by the content of the document: the next call need not look again."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

import msgspec
from msgspec import Struct

from casecode.documents.document import SourceDocument
from casecode.documents.find import Finder, Passage
from casecode.project import cache

MOST = 50_000  # quotes of one document; of more the next ones are kept anew
_SHARE = 8  # one in so many answers may wait to be written, so that thousands are not written one by one


class _Kept(Struct, array_like=True):
    """By quote the passage that has it, or none; and for a quote that is not there the nearest one."""

    found: dict[str, Passage | None] = {}
    nearest: dict[str, Passage | None] = {}


class Answers:
    """Finds quotes in a document, and remembers what was found."""

    def __init__(self, document: SourceDocument, sha256: str) -> None:
        self.document = document
        self._key = cache.key_of(b"answers", sha256.encode(), repr(document.parts[:1]).encode())
        self._kept = _Kept()
        self._unwritten = 0
        if (known := cache.get(self._key)) is not None:
            with suppress(msgspec.MsgspecError):
                self._kept = msgspec.msgpack.decode(known, type=_Kept)

    def find(self, quote: str) -> Passage | None:
        """Where the document has a quote."""
        return self._answer(self._kept.found, quote, lambda: self._finder.find(quote))

    def nearest(self, quote: str) -> Passage | None:
        """The passage that comes nearest to it."""
        return self._answer(self._kept.nearest, quote, lambda: self._finder.nearest(quote))

    def keep(self) -> None:
        """Write down what is new."""
        if self._unwritten:
            self._unwritten = 0
            with suppress(msgspec.MsgspecError, UnicodeEncodeError):  # half a character
                cache.put(self._key, msgspec.msgpack.encode(self._kept))

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.document)

    def _answer(
        self, kept: dict[str, Passage | None], quote: str, look: Callable[[], Passage | None]
    ) -> Passage | None:
        if quote not in kept:
            if len(kept) >= MOST:
                kept.clear()
            kept[quote] = look()
            self._unwritten += 1
            if self._unwritten > len(kept) // _SHARE:
                self.keep()
        return kept[quote]
