"""A report as one page in which the evidence behind every cell opens: for any browser, without a network.

Nothing is fetched, and the browser is told so (Content-Security-Policy). The page reads as it is where scripts are off:
tables, and the list of evidence as one of them. What comes from files goes into the page escaped, or as JSON that the
script turns into text.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from casecode.render import html
from casecode.render.formats import Look
from casecode.render.text import visible
from casecode.sheet import Sheet

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_FORBIDDEN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"script-src 'sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}'"
)
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_LIST = """<div id="find" hidden>
<form id="filters" role="search" aria-label="Find evidence"></form>
<p id="count" role="status"></p>
<ol id="cards" class="cards"></ol>
<button id="more" type="button" hidden>Show more</button>
</div>
"""
_PANEL = """<aside id="panel" aria-labelledby="panel-title" tabindex="-1" hidden>
<header><h2 id="panel-title"></h2><button id="close" type="button">Close</button></header>
<ol id="opened" class="cards"></ol>
</aside>
"""


def render(report: Any, look: Look) -> str:
    """The page; as a fragment the tables alone, as of any report."""
    if look.fragment:
        return html.render(report, look)
    room = report.room()
    page, look = room.page, replace(look, has_links=True)
    parts = [html.contents(page)]
    is_listed = False
    for sheet in page.sheets:
        section = html.sections(page, [sheet], look)
        parts.append(_listed(section) if _is_list(sheet) else section)
        is_listed |= _is_list(sheet)
    if not is_listed:
        parts.append(_LIST)
    parts.append(html.notes_of(page))
    policy = f"{_FORBIDDEN}; connect-src 'self'" if look.is_live else _FORBIDDEN
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{html.STYLE}{_STYLE}</style>'
    return html.document(
        page.title,
        head,
        "\n".join(parts),
        f"{_PANEL}{_data({**room.data, 'live': look.is_live})}<script>{SCRIPT}</script>\n",
    )


def waiting(text: str) -> bytes:
    """A page that says why there is none, and asks again."""
    head = f'<meta http-equiv="refresh" content="2"><style>{html.STYLE}</style>'
    return html.document("casecode", head, f"<p>{html.escape(text)}</p>").encode()


def _is_list(sheet: Sheet) -> bool:
    """Whether the rows of a sheet are pieces of evidence."""
    return any(row.key for row in sheet.rows)


def _listed(section: str) -> str:
    """The list of evidence: one that can be searched, or the table of all where scripts are off."""
    return f"{_LIST}<noscript>\n{section}\n</noscript>"


def _data(data: object) -> str:
    """The evidence as JSON within the page, in which nothing can end the element that it stands in."""
    text = msgspec.json.encode(_shown(data)).decode().translate(_UNSAFE)
    return f'<script type="application/json" id="data">{text}</script>\n'


def _shown(it: Any) -> Any:
    """Data with all texts as a page shows them: what would act, such as a change of direction, as an escape."""
    if isinstance(it, str):
        return visible(it)
    if isinstance(it, dict):
        return {key: _shown(value) for key, value in it.items()}
    return [_shown(one) for one in it] if isinstance(it, list | tuple) else it
