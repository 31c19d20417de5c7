"""GUIDs: the same for the same thing whenever it is exported."""

from uuid import UUID, uuid5

_OURS = UUID("2f0a54f4-0d0c-5f0e-9b52-3d9c9e2c7a11")


def guid(*names: str) -> str:
    """The GUID of something, told by its kind and the ids that lead to it."""
    return str(uuid5(_OURS, "\n".join(names)))
