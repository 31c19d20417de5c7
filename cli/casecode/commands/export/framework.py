"""`casecode export framework`: a framework as a codebook for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from casecode.console import names

OfArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Framework or case: file or name.", autocompletion=names.files)
]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The codebook to write: a .qdc; - for stdout.")]


def run(of: OfArgument, file: FileArgument) -> None:
    """Write a framework as a codebook in REFI-QDA (.qdc), which NVivo, ATLAS.ti, MAXQDA and others import: factors and
    themes as codes with their definitions.

    Of a framework with the themes of all cases that are coded against it, or of one case.
    """
    from casecode import __version__
    from casecode.console.inputs import load_with_cases
    from casecode.console.output import write
    from casecode.exchange.refi.outward import codes_of
    from casecode.exchange.refi.writing import codebook_xml

    _, studies, _ = load_with_cases(of)
    write(codebook_xml(codes_of(studies), f"casecode {__version__}"), file)
