"""Reports as tables: for a width within it, for a pipe or a file as wide as their text.

Where a report is a figure or a list of them, a pipe gets these alone.
"""

from casecode.render.formats import Look
from casecode.render.text import one_line
from casecode.sheet import Counted, Report


def render(report: Report, look: Look) -> str:
    """The page of a report as text; rich is imported only where something must fit a width."""
    if look.width is None:
        if isinstance(report, Counted) and (lines := report.figures()) is not None:
            return "".join("\t".join(map(one_line, fields)) + "\n" for fields in lines)
        from casecode.render import plain

        return plain.render(report.page(), look.ids)
    from casecode.render import terminal

    return terminal.render(report.page(), terminal.make_console(look.width, look.is_shown), look.ids)
