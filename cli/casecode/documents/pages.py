"""PDF, by page."""

from io import BytesIO

from casecode.documents.plain import AGAIN, Parts
from casecode.read import budget
from casecode.read.boundary import UnreadableError, foreign

_LESS = "keep the part that is cited"


def pdf(data: bytes) -> Parts:
    """Pages of a PDF, under the numbers printed on them where the document tells these."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    with foreign(AGAIN):
        try:
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError("it is locked with a password", "save it without one")
        except DependencyError:
            raise UnreadableError(
                "it is encrypted, which needs a package", 'pip install "casecode[documents]"'
            ) from None
        budget.stop_over("pages", len(reader.pages), budget.PAGES, _LESS)
        labelled = zip(reader.page_labels, reader.pages, strict=False)
        pages = [(str(label), str(page.extract_text())) for label, page in labelled]
    for label, text in pages:
        yield text, f"p. {label}", 0, ""


def about(data: bytes) -> tuple[str, str]:
    """The title that a PDF has, and the day on which it was made."""
    from pypdf import PdfReader

    with foreign(AGAIN):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        known = reader.metadata
        made = known.creation_date if known else None
        return str((known.title if known else "") or ""), made.strftime("%Y-%m-%d") if made else ""
