"""Studies written out as nobody would: every way of writing that YAML has, keys in any order, comments everywhere."""

from random import Random
from typing import Any

from casecode.edit import emit
from casecode.model.study import Study

WORDS = (
    *("goods", "from", "abroad", "cost", "less;", "50 %", "%", "#1", "a#b", "C#", "it's", '"so"', "—", "日本", "🚀🚀"),
    *(
        "שלום",
        "עולם",
        "e.g.:x",
        "http://a.b/c?d=e#f",
        "[sic]",
        "{x}",
        "x" * 130,
        "\\n",
        "&c",
        "*",
        "-",
        "?",
        "no",
        "§3",
    ),
)


def study_data(study: Study, chance: Random) -> dict[str, Any]:
    """A case as data, with texts of all kinds and the keys of its records in any order."""
    case = study.case
    evidence = []
    for piece in case.evidence:
        record: dict[str, Any] = {
            "id": piece.id,
            "codes": [*piece.codes],
            "units": [*piece.units],
            "statement": statement(chance),
            "source": piece.source,
            "via": piece.via,
            "locator": piece.locator,
            "date": piece.date,
            "stance": piece.stance,
            "coder": piece.coder,
            "explains": [*piece.explains],
            "note": statement(chance) if chance.random() < 0.3 else "",
        }
        evidence.append(shuffled({key: it for key, it in record.items() if it or key == "codes"}, chance))
    data = {
        "case": case.id,
        "title": case.title,
        "framework": case.framework,
        "notes": [statement(chance) for _ in range(chance.randrange(3))],
        "attributes": dict(case.attributes),
        "units": {it.id: shuffled({"title": it.title, "role": it.role}, chance) for it in case.units.values()},
        "sources": {it: shuffled({"type": "report", "title": statement(chance)}, chance) for it in case.sources},
        "themes": {it.id: shuffled({"factor": it.factor, "label": it.label}, chance) for it in case.themes.values()},
        "evidence": evidence,
        "conclusions": [{"text": it.text, "question": it.question, "themes": [*it.themes]} for it in case.conclusions],
    }
    return shuffled(data, chance)


def shuffled(record: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The same record with its keys in another order."""
    keys = list(record)
    chance.shuffle(keys)
    return {key: record[key] for key in keys}


def statement(chance: Random) -> str:
    """Some words, or many, at times in several lines."""
    if chance.random() < 0.1:
        return chance.choice(("no", "~", "1.10", "2014", "a\n\nb", "a\n  b\nc", "x  y", "true", "a: b", "- x"))
    words = [chance.choice(WORDS) for _ in range(chance.choice((1, 3, 8, 30)))]
    return chance.choice((" ", " ", " ", "\n", "  ")).join(words)


class Odd:
    """Writes data as YAML; `comments` are those that were strewn in."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.comments: list[str] = []
        self.lines: list[str] = []
        self.after_block = False

    def text(self, data: dict[str, Any]) -> str:
        """The whole file."""
        if self.often(0.05):
            self.add("---" + self.end())
        self.mapping(data, 0, [])
        self.own_lines(0)
        if self.often(0.03):
            self.add("..." + self.end())
        newline = self.chance.choice(("\n", "\n", "\r\n"))
        return newline.join(self.lines) + newline * self.chance.randrange(3)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def comment(self) -> str:
        """One more comment, unlike the others."""
        odd = self.chance.choice(("", "\tx", "✓", "# #", " - a: [b", '"', "שלום"))
        self.comments.append(f"#{self.chance.choice(('', ' '))}c{len(self.comments)}.{odd}".rstrip())
        return self.comments[-1] + self.chance.choice(("", "", " ", "\t"))

    def own_lines(self, indent: int) -> None:
        """Comments and blank lines before what comes next."""
        while self.often(0.15):
            if self.often(0.5):
                self.lines.append(self.chance.choice(("", "", "   ")))
            else:
                at = indent if self.after_block else self.chance.choice((indent, indent, 0, indent + 3))
                self.lines.append(" " * at + self.comment())

    def end(self) -> str:
        """What stands at the end of a line."""
        space = " " * self.chance.choice((1, 2, 7)) if self.often(0.9) else "\t"
        return space + self.comment() if self.often(0.1) else self.chance.choice(("", "", "", "  "))

    def dash_end(self) -> str:
        """The same behind a dash, where no tab may stand."""
        return self.end().replace("\t#", " #")

    def add(self, text: str, after_block: bool = False) -> None:
        self.lines.append(text)
        self.after_block = after_block

    def mapping(self, data: dict[str, Any], indent: int, dashes: list[str]) -> None:
        """A mapping in lines; the first goes behind the dash of an item."""
        for key, it in data.items():
            if not dashes:
                self.own_lines(indent)
            start = dashes.pop() if dashes else " " * indent
            if self.often(0.02):
                self.add(f"{start}? {self.key(key)}{self.end()}")
                start = " " * indent
                self.value(f"{start}:", it, indent)
            else:
                self.value(f"{start}{self.key(key)}:", it, indent)

    def key(self, key: str) -> str:
        return self.chance.choice((key,) * 8 + (f'"{key}"', f"'{key}'", f"{key} "))

    def sequence(self, items: list[Any], indent: int) -> None:
        for it in items:
            self.own_lines(indent)
            start = " " * indent + "-"
            if isinstance(it, dict) and it and self.often(0.8):
                if self.often(0.2):
                    self.add(start + self.dash_end())
                    self.mapping(it, indent + 2, [])
                else:
                    gap = self.chance.choice((1, 1, 3))
                    self.mapping(it, indent + 1 + gap, [start + " " * gap])
            else:
                self.value(start, it, indent)

    def value(self, start: str, it: Any, indent: int) -> None:
        """What stands behind a key or dash."""
        if not isinstance(it, str) and it and self.often(0.7):
            self.add(start + self.dash_end())
            deeper = self.chance.choice((2, 2, 1, 4))
            if isinstance(it, dict):
                self.mapping(it, indent + deeper, [])
            else:
                self.sequence(it, indent + (0 if start.endswith(":") and self.often(0.3) else deeper))
        elif isinstance(it, str):
            self.scalar(start, it, indent)
        else:
            first, *rest = self.flow(it, indent + 1).split("\n")
            self.add(f"{start} {first}", False)
            for line in rest:
                self.add(line)
            self.lines[-1] += self.end()

    def scalar(self, start: str, text: str, indent: int) -> None:
        deeper = self.chance.choice((1, 2, 5))
        inner = " " * (indent + deeper)
        can_fold = text == text.strip() and "  " not in text and "\n" not in text
        kind = self.chance.randrange(9)
        if kind == 0 and text == text.strip() and text:
            said = self.chance.choice(("", "", str(deeper)))
            self.add(start + " |" + said + self.chance.choice(("", "-", "+")) + self.end())
            for line in text.split("\n"):
                self.add(inner + line if line else "", True)
        elif kind in (1, 2) and can_fold:
            self.add(start + " >" + self.chance.choice(("", "-", "+")) + self.end())
            for line in self.broken(text):
                self.add(inner + line, True)
        elif kind == 3 and can_fold and "\\" not in text:
            first, *rest = self.broken(text.replace("'", "''"))
            self.add(f"{start} '{first}")
            for line in rest:
                self.add(inner + line)
            self.lines[-1] += "'" + self.end()
        elif kind == 7:
            first, *rest = self.escaped(text)
            self.add(f'{start}{self.gap(start)}"{first}')
            for line in rest:
                self.add(inner + line)
            self.lines[-1] += '"' + self.end()
        elif kind == 8 and can_fold and emit.is_plain(text, False):
            first, *rest = self.broken(text)
            self.add(f"{start}{self.gap(start)}{first}")
            for line in rest:
                self.add(inner + line)
            self.lines[-1] += self.end()
        elif kind in (4, 5) and emit.is_plain(text, False):
            if self.often(0.2):
                self.add(start + self.dash_end())
                self.own_lines(indent + 1)
                self.add(inner + text + self.end())
            else:
                self.add(f"{start} {text}{self.end()}")
        else:
            self.add(f"{start} {emit.quoted(text)}{self.end()}")

    def gap(self, start: str) -> str:
        """The space before a text; no tab may stand behind a dash, or a colon that begins a line."""
        may_be_tab = start.endswith(":") and start.strip() != ":"
        return self.chance.choice((" ", " ", "   ", "\t" if may_be_tab else " "))

    def escaped(self, text: str) -> list[str]:
        """A text within double quotes, with more escapes than it needs and broken anywhere."""
        lines = [""]
        for sign in text:
            if self.often(0.01) and sign not in " \t\n" and lines[-1].strip(" ")[-1:] not in ("", "\t"):
                lines[-1] += "\\"
                lines.append("")
            code = ord(sign)
            if self.often(0.02) and code < 0x10000:
                lines[-1] += f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04X}"
            else:
                lines[-1] += emit.quoted(sign)[1:-1]
        return lines

    def broken(self, text: str) -> list[str]:
        """The words of a text on lines of any length, none of which begins like a comment."""
        lines = [""]
        for word in text.split(" "):
            if lines[-1] and self.often(0.2) and word[0] not in "#-?&*%":
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
        return lines

    def flow(self, it: Any, indent: int) -> str:
        """A value in brackets, on any number of lines."""
        if isinstance(it, str):
            if self.often(0.1):
                margin = f"\n{' ' * (indent + self.chance.randrange(3))}"
                return '"' + margin.join(self.escaped(it)) + '"'
            return emit.flow(it) if self.often(0.7) else emit.quoted(it)
        if isinstance(it, dict):
            parts = [f"{self.key(key)}:{self.space(indent, 1)}{self.flow(one, indent)}" for key, one in it.items()]
            return "{" + self.joined(parts, indent) + "}"
        return "[" + self.joined([self.flow(one, indent) for one in it], indent) + "]"

    def joined(self, parts: list[str], indent: int) -> str:
        inner = self.space(indent)
        for number, part in enumerate(parts):
            is_last = number + 1 == len(parts)
            inner += part + ("," if not is_last or self.often(0.1) else "") + self.space(indent)
        return inner

    def space(self, indent: int, least: int = 0) -> str:
        if not self.often(0.1):
            return " " * self.chance.choice((least, 1))
        between = " " + self.comment() if self.often(0.4) else ""
        more = f"\n{' ' * indent}{self.comment()}" if self.often(0.2) else ""
        return f"{between}{more}\n{' ' * (indent + self.chance.randrange(3))}"
