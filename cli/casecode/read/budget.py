"""What reading a file of another program may take: bytes, pages, cells, time and memory.

A small file can unpack to more than memory holds, or be made so that a library goes over it for ever. What needs more
than this is not read, and that is told; a file that somebody works with needs a fraction of it.
"""

import io
from zipfile import ZipFile

from casecode.read.boundary import UnreadableError

BYTES = 200_000_000  # of a file, and of what is packed in it
CHARACTERS = 20_000_000  # of the text in it: some 8,000 pages
PAGES = 10_000
ROWS = 1_048_576  # as many as a sheet has; in a damaged one a row can have any number
CELLS = 10_000_000
SECONDS, SECONDS_A_MEGABYTE = 4, 10  # of the processor: for the first megabyte, and for each beyond it
ROWS_A_SECOND = 5_000  # of a sheet, as far as a file of its size can hold rows that say something
BYTES_OF_A_ROW = 2  # at least, however well it is packed
SECONDS_OF_PAGES = 15  # for each megabyte of PDF: 200 pages full of text, and each takes a twentieth of a second
MEMORY, MEMORY_A_BYTE = 350_000_000, 40


def seconds(size: int) -> int:
    """How long a file of so many bytes may take."""
    return SECONDS + max(size - 1_000_000, 0) * SECONDS_A_MEGABYTE // 1_000_000


def seconds_of_rows(rows: int, size: int) -> int:
    """How long a packed sheet of so many bytes may take, of which so many rows with something in them are read."""
    return seconds(size) + min(rows, size // BYTES_OF_A_ROW) // ROWS_A_SECOND


def seconds_of_pages(size: int) -> int:
    """How long a PDF of so many bytes may take."""
    return SECONDS + size * SECONDS_OF_PAGES // 1_000_000


def memory(size: int) -> int:
    """How many bytes of memory a file of so many bytes may take."""
    return MEMORY + size * MEMORY_A_BYTE


def stop_over(name: str, number: int, most: int, hint: str) -> None:
    """Raise `UnreadableError` where a file has more of something than can be read."""
    if number > most:
        raise UnreadableError(f"it has more than {most:,} {name}", hint)


def stop_if_packed_too_large(data: bytes, hint: str) -> None:
    """Raise `UnreadableError` where a packed file unpacks to more than can be read."""
    with ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > BYTES:
            raise UnreadableError(f"it unpacks to more than {BYTES // 1_000_000} MB", hint)
