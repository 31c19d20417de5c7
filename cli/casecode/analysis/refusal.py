"""What cannot be asked, as a value: whoever reads the names that somebody gave says why, and what to do."""

from msgspec import Struct


class Refusal(Struct, frozen=True):
    """Why something cannot be asked, and a hint."""

    why: str
    hint: str
