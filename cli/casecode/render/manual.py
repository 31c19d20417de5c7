"""Pages of the manual for a terminal: Markdown as rich sets it, but for headings, code and links between pages."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casecode.render.terminal import make_console

READABLE = 100  # columns: longer lines are hard to read


def render(text: str, width: int) -> str:
    """A page for a terminal of a width."""
    console = make_console(min(width, READABLE), True)
    with console.capture() as capture:
        console.print(_Page(text, hyperlinks=False))
    return capture.get()


def contents(pages: dict[str, str], width: int) -> str:
    """The list of pages, for a terminal of a width; without one each on a line."""
    room = max(map(len, pages))
    if not width:
        return "".join(f"{name:<{room}}  {line}\n" for name, line in pages.items())
    table = Table.grid(padding=(0, 2))
    for name, line in pages.items():
        table.add_row(Text(name, "bold"), Text(line))
    console = make_console(min(width, READABLE), True)
    with console.capture() as capture:
        console.print(table)
        console.print(Text("\ncasecode guide PAGE shows one.", "dim"))
    return capture.get()


class _Title(Heading):
    """A heading at the left, whatever its level."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = self.text.copy()
        text.stylize("bold underline" if self.tag == "h1" else "bold")
        yield text


class _Code(CodeBlock):
    """A block of commands or YAML: as it is, without a ground of its own; lines that fit are never broken.

    A block that is a file has its name above it.
    """

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> "_Code":
        name = token.info.partition(" ")[2]
        made = cls("text", markdown.code_theme)
        made.name = name if "." in name else ""
        return made

    name = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(str(self.text).rstrip("\n"), "cyan", overflow="fold")
        for line in text.split("\n"):
            if line.plain.startswith(("$ ", "    $ ")):
                line.stylize("bold")
        if self.name:
            yield Text(f"{self.name}:", "dim")
        longest = max((line.cell_len for line in text.split("\n")), default=0)
        room = options.max_width - longest
        yield Padding(text, (0, 0, 0, 2 if room >= 2 else 0)) if room >= 0 else text


class _Page(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Title,
        "fence": _Code,
        "code_block": _Code,
    }

    def __init__(self, markup: str, hyperlinks: bool) -> None:
        super().__init__(markup, hyperlinks=hyperlinks)
        for token in self.parsed:
            token.children = list(_without_links(token.children)) if token.children else token.children


def _without_links(tokens: Iterable[Token]) -> Iterator[Token]:
    """A link to another page becomes the command that shows it; one within the page its words alone."""
    page = ""
    is_own = False
    for token in tokens:
        href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
        if href and "://" not in href:
            is_own, page = True, href.partition("#")[0].removesuffix(".md")
        elif token.type == "link_close" and is_own:
            if page:
                yield Token("text", "", 0, content=f" (casecode guide {page})")
            is_own = False
        else:
            yield token
