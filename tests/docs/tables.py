"""The tables of the manual that follow from the code: keys of the files, options of the commands."""

import re
from typing import Any

from casecode.app import load
from casecode.completion.table import Parameter, table
from casecode.read.schema import DATE, ID, RATING, file_schema

Schema = dict[str, Any]
SELECTING, WRITING = "Which evidence", "Output"


def key_tables() -> dict[str, str]:
    """For each record of the files, by its heading, the table of its keys."""
    found = {}
    for kind, heading in (("framework", "Framework"), ("case", "Case"), ("evidence", "Evidence file")):
        schema = file_schema(kind)
        found[heading] = _keys(schema)
        found |= {name.replace("-", " "): _keys(one) for name, one in schema["$defs"].items()}
    return found


def _keys(schema: Schema) -> str:
    required = schema.get("required", ())
    rows, words = [], []
    for key, one in schema["properties"].items():
        name = f"**`{key}`**" if key in required else f"`{key}`"
        rows.append(f"| {name} | {_shape(one)} | {_cell(one.get('description', ''))} |")
        if len(choices := one.get("enum", ())) > 6:
            words.append(f"\n`{key}` is one of " + ", ".join(f"`{word}`" for word in choices) + ".\n")
    return "\n".join(["| key | is | what it says |", "| --- | --- | --- |", *rows]) + "\n" + "".join(words)


def _shape(schema: Schema) -> str:
    """What a value is, in a few words."""
    if "$ref" in schema or "allOf" in schema:
        reference = schema.get("$ref") or schema["allOf"][0]["$ref"]
        name = reference.rpartition("/")[2]
        return f"[{name.replace('-', ' ')}](#{name})"
    if "enum" in schema:
        choices = schema["enum"]
        return " or ".join(f"`{word}`" for word in choices) if len(choices) <= 6 else "a word"
    if "anyOf" in schema:
        return " or ".join(_shape(one) for one in schema["anyOf"])
    if schema.get("type") == "boolean":
        return "`true` or `false`"
    if schema.get("type") == "array":
        return f"list: {_shape(schema['items'])}"
    if schema.get("type") == "object":
        kind = "rating" if schema.get("propertyNames", {}).get("pattern") == RATING["pattern"] else "id"
        return f"by {kind}: {_shape(schema['additionalProperties'])}"
    pattern = schema.get("pattern")
    known = {ID["pattern"]: "id", DATE["pattern"]: "date", RATING["pattern"]: "whole number"}
    return known.get(pattern, "text")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def command_text(name: str) -> str:
    """What a command does and takes, as its help says it."""
    command = load(name)
    declared = command.get_params(command.make_context(name, [], resilient_parsing=True))
    rows: list[str] = []
    shared: dict[str, list[str]] = {SELECTING: [], WRITING: []}
    for one, read in zip(declared, table()[name].parameters, strict=True):
        panel = getattr(one, "rich_help_panel", None)
        if read.spellings and panel in shared:
            shared[panel].append(f"`{max(read.spellings, key=len)}`")
        elif one.name != "help":
            listed = f" One of {', '.join(read.choices)}." if len(read.choices) > 6 else ""
            rows.append(f"| {_spelled(one, read)} | {_cell(read.help + listed)} |")
    parts = [command.help.replace("\\[", "[").strip()]
    if rows:
        parts.append("\n".join(["| it takes | which is |", "| --- | --- |", *rows]))
    formats = [choice for read in table()[name].parameters if "--format" in read.spellings for choice in read.choices]
    told = [f"Selects with {_listed(shared[SELECTING])}."] if shared[SELECTING] else []
    if formats:
        told.append(f"Writes {', '.join(formats)}, with {', '.join(shared[WRITING])}.")
    elif shared[WRITING]:
        told.append(f"Takes {', '.join(shared[WRITING])}.")
    return "\n\n".join([*parts, *([" ".join(told)] if told else [])]) + "\n"


def _listed(options: list[str]) -> str:
    """Options by name; those that select evidence as a whole where all of them are there."""
    selecting = [f"`{max(read.spellings, key=len)}`" for read in table()["evidence"].parameters if read.spellings]
    if len([one for one in options if one in selecting]) < 8:
        return ", ".join(options)
    own = [one for one in options if one not in selecting]
    return ", ".join(["all that says [which evidence](evidence.md#which-evidence)", *own])


def _spelled(one: Any, read: Parameter) -> str:
    """An argument or option as one types it."""
    choices = read.choices if 0 < len(read.choices) <= 6 else ()
    value = "\\|".join(choices) or (one.metavar or one.name).strip("[]").upper()
    if not read.spellings:
        return f"`{value}`" + " …" * read.is_repeatable
    spelled = ", ".join(f"`{text}`" for text in read.spellings)
    return f"{spelled} `{value}`" if read.takes_value else spelled


def sections(text: str) -> dict[str, tuple[int, int]]:
    """Where the text below each heading of a page begins and ends."""
    heads = list(re.finditer(r"^##+ (.+)\n", re.sub(r"^```.*?^```$", _blank, text, flags=re.M | re.S), re.M))
    ends = [it.start() for it in heads[1:]] + [len(text)]
    return {it[1]: (it.end(), end) for it, end in zip(heads, ends, strict=True)}


def _blank(block: "re.Match[str]") -> str:
    return re.sub(r"[^\n]", " ", block[0])
