"""Names of things as one types them."""

from collections.abc import Sequence


def full_name(words: Sequence[str]) -> str:
    """The name that one or two words give: `alibaba e101` is `alibaba:e101`. More of them end the call."""
    from casecode.console.output import fail

    if len(words) > 2:
        fail("one thing at a time", f"name it as {words[0]} {words[1]}, a case or kind before its id")
    return ":".join(words)
