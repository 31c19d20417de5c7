"""Groups of options: declared once, a command takes a group as one parameter and is given one object.

    def run(cases: CasesArgument, *, filters: FilterOptions) -> None: ...

`FilterOptions` is `Annotated[Filters, Fields(Filters)]`: Typer sees an ordinary option for each field of `Filters`,
with its help, completion and panel, and `run` is called with a `Filters`. Another kind of group makes its options from
anything, such as a table, and its object as it likes.
"""

from collections.abc import Callable, Sequence
from inspect import Parameter, Signature, get_annotations, signature
from typing import Annotated, Any, get_args, get_origin

from msgspec import NODEFAULT, Struct

from casecode.analysis.refusal import RefusedCallError
from casecode.console.output import fail
from casecode.model import likeness


class Group:
    """What stands for several options in the signature of a command, within `Annotated`."""

    def options(self) -> Sequence[Parameter]:
        """The options, as parameters that Typer understands."""
        raise NotImplementedError

    def gathered(self, given: dict[str, Any]) -> Any:
        """What the command gets for the values of these options."""
        raise NotImplementedError


class Fields(Group):
    """The options that the fields of a struct declare: name, type and default are those of the field. Without some of
    them a command gets these as they are by default."""

    def __init__(self, kind: type[Struct], without: Sequence[str] = ()) -> None:
        self.kind = kind
        self.without = without

    def options(self) -> list[Parameter]:
        """One for each field."""
        hints = {name: hint for base in reversed(self.kind.__mro__) for name, hint in get_annotations(base).items()}
        names = self.kind.__struct_fields__
        without = len(names) - len(self.kind.__struct_defaults__)
        defaults = [*[NODEFAULT] * without, *self.kind.__struct_defaults__]
        own = zip(names, defaults, strict=True)
        return [option(name, hints[name], default) for name, default in own if name not in self.without]

    def gathered(self, given: dict[str, Any]) -> Any:
        """The struct."""
        return self.kind(**given)


def option(name: str, declaration: Any, default: Any = NODEFAULT) -> Parameter:
    """A parameter for Typer: a declaration such as `Annotated[str, typer.Option("--text")]`, with its default."""
    given = Parameter.empty if default is NODEFAULT else default
    return Parameter(name, Parameter.KEYWORD_ONLY, default=given, annotation=declaration)


def spread(run: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of its groups in place of the groups, for Typer."""
    groups = {it.name: group for it in signature(run).parameters.values() if (group := group_of(it))}
    parameters: list[Parameter] = []
    names: dict[str, list[str]] = {}
    for it in signature(run).parameters.values():
        own = groups[it.name].options() if it.name in groups else (it.replace(kind=Parameter.KEYWORD_ONLY),)
        names[it.name] = [one.name for one in own]
        parameters += own

    def command(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group.gathered({one: given.pop(one) for one in names[name]})
        likeness.begin()
        try:
            run(**given)
        except RefusedCallError as error:
            fail(error.refusal.why, error.refusal.hint)

    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__name__, command.__doc__, command.__module__ = run.__name__, run.__doc__, run.__module__
    command.__annotations__ = {}  # Typer reads the signature, which says more
    return command


def group_of(parameter: Parameter) -> Group | None:
    """The group that a parameter of a command stands for, if it stands for one."""
    if get_origin(parameter.annotation) is not Annotated:
        return None
    return next((it for it in get_args(parameter.annotation) if isinstance(it, Group)), None)
