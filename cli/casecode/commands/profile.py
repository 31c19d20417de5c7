"""`casecode profile`: the case in facts."""

from casecode.console.options import CaseArgument, EvidenceOption, Format, FormatOption, FragmentOption, OutputOption


def run(
    case: CaseArgument,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
    evidence: EvidenceOption = False,
) -> None:
    """Show a case in facts: profile, timeline, segments, business models, performance, and the conclusions drawn."""
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import profile

    (study,) = load_cases([case])
    emit(profile.build(study), form.value, output, evidence, fragment)
