"""What tries have really done: how many reports they wrote, how many writers were killed."""

_counted = 0


def count(number: int = 1) -> None:
    """So much more was done."""
    global _counted
    _counted += number


def take() -> int:
    """What was done since this was asked last."""
    global _counted
    taken, _counted = _counted, 0
    return taken
