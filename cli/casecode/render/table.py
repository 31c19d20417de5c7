"""Reports as tables: for a width within it, for a pipe or a file as wide as their text."""

from casecode.render.formats import Look
from casecode.sheet import Report


def render(report: Report, look: Look) -> str:
    """The page of a report as text; rich is imported only where something must fit a width."""
    if look.width is None:
        from casecode.render import plain

        return plain.render(report.page(), look.ids)
    from casecode.render import terminal

    return terminal.render(report.page(), terminal.make_console(look.width, look.is_shown), look.ids)
