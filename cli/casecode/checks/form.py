"""What reading a file reports: that it is text, that it parses, and that it has the keys and values that belong there.

These rules have their problems from `read/` and `project/`. Two are checked here as well, where another file tells what
a key or value must be.
"""

from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.problem import Finding
from casecode.model.study import Corpus

ENCODING = Rule(
    "encoding",
    "error",
    means="The file is not plain text in UTF-8.",
    why="Names of firms and people come in many scripts; a wrong encoding garbles them silently on the next computer.",
    fails="""
    # cases/demo.yaml, saved as Latin-1
    title: Caf\\xe9 Group
    """,
    passes="""
    # cases/demo.yaml, saved as UTF-8
    title: Café Group
    """,
)

SYNTAX = Rule(
    "syntax",
    "error",
    means="The file does not parse as YAML, JSON Lines or CSV.",
    why="Nothing in it can be used until it parses, so no matrix may pretend to know the case.",
    fails="""
    # cases/demo.yaml
    title: Alibaba: a case
    """,
    passes="""
    # cases/demo.yaml
    title: "Alibaba: a case"
    """,
)

EMPTY_FILE = Rule(
    "empty-file",
    "error",
    means="The file holds nothing, or comments only.",
    why="A case without content would look like a case without evidence.",
    fails="""
    # cases/demo.yaml: nothing but this comment
    """,
    passes="""
    # cases/demo.yaml
    case: demo
    """,
)

TOO_LARGE = Rule(
    "too-large",
    "error",
    means="The file is larger than what can be read in reasonable time, or more is wrong in it than anybody reads.",
    why="Above some 100,000 pieces of evidence YAML is the wrong form; bulk evidence belongs into JSON Lines or CSV.",
    fails="""
    # cases/demo.yaml with 50 MB of evidence
    evidence: []
    """,
    passes="""
    # cases/demo.yaml
    evidence-files: [demo/bulk.jsonl]
    """,
)

TOO_DEEP = Rule(
    "too-deep",
    "error",
    means="Brackets or indentation are nested deeper than any of these files needs.",
    why="It is nearly always a bracket left open, and what follows it would be read as part of it.",
    fails="""
    # cases/demo.yaml
    notes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    """,
    passes="""
    # cases/demo.yaml
    notes: [Coded from press reports only.]
    """,
)

YAML_FEATURE = Rule(
    "yaml-feature",
    "error",
    means=(
        "The file uses a part of YAML that surprises readers, such as an alias, a merge key, a tag or a second "
        "document."
    ),
    why=(
        "A supervisor who reads the file must see what the tool sees, without knowing more of YAML than keys and lists."
    ),
    fails="""
    # cases/demo.yaml
    units:
      russia: &host {title: Russia, role: host}
      sea: *host
    """,
    passes="""
    # cases/demo.yaml
    units:
      russia: {title: Russia, role: host}
      sea: {title: Southeast Asia, role: host}
    """,
)

DUPLICATE_KEY = Rule(
    "duplicate-key",
    "error",
    means="A key stands twice in one mapping.",
    why="Most programs keep the last and drop the first without a word; a theme or source would vanish.",
    fails="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
      prices: {factor: supply, label: Cheap goods}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
      cheap-goods: {factor: supply, label: Cheap goods}
    """,
)

UNKNOWN_KEY = Rule(
    "unknown-key",
    "error",
    means="A key is not one that stands at this place.",
    why="A misspelt key would be ignored, and what it says would be missing from every report.",
    fails="""
    # cases/demo.yaml
    units:
      russia: {titel: Russia, role: host}
    """,
    passes="""
    # cases/demo.yaml
    units:
      russia: {title: Russia, role: host}
    """,
)

MISSING_KEY = Rule(
    "missing-key",
    "error",
    means="A key that must be there is missing.",
    why="Evidence without a source, or a theme without a factor, cannot be placed in the chain of evidence.",
    fails="""
    # cases/demo.yaml
    themes:
      prices: {label: Low prices}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
    """,
)


@MISSING_KEY.in_corpus
def crosswalk_without_end(corpus: Corpus) -> Iterator[Finding]:
    """A crosswalk that leads nowhere, or neither from nor to the framework that declares it."""
    for framework in corpus.frameworks:
        unread = Unread(framework)
        for crosswalk in framework.crosswalks:
            ends = crosswalk.ends(framework.id)
            is_right = ends[0] != ends[1] and framework.id in ends
            if not is_right and not unread.may_tell(crosswalk, "from", "to"):
                message = "this crosswalk does not lead from this framework to another, or from another to this one"
                yield Finding(message, crosswalk.origin.at(), "name the other one: `to: its-id` or `from: its-id`")


WRONG_KIND = Rule(
    "wrong-kind",
    "error",
    means="A value is of the wrong kind, such as a text where a list belongs, or nothing where a text belongs.",
    why="Guessing what was meant would put evidence into cells where nobody coded it.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: prices, statement: Shoppers look for low prices., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    """,
)

INVALID_VALUE = Rule(
    "invalid-value",
    "error",
    means="A value is none of the few words allowed here, or a date that does not exist.",
    why="Only known stances, roles, kinds of source and real dates can be counted, filtered and put in order.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Rules became tighter., source: survey, date: 2018-13}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Rules became tighter., source: survey, date: 2018-12}
    """,
)


INVALID_ID = Rule(
    "invalid-id",
    "error",
    means="An id is not in kebab-case, that is small letters, digits and single hyphens.",
    why=(
        "Ids are typed in the shell, in file names and in other files; one way to write them leaves nothing to confuse."
    ),
    fails="""
    # cases/demo.yaml
    units:
      South East Asia: {title: Southeast Asia, role: host}
    """,
    passes="""
    # cases/demo.yaml
    units:
      south-east-asia: {title: Southeast Asia, role: host}
    """,
)

MISSING_FILE = Rule(
    "missing-file",
    "error",
    means="A file of evidence that the case names cannot be read.",
    why="Every count would be too low, and nothing in a table would show it.",
    fails="""
    # cases/demo.yaml
    evidence-files: [demo/gone.yaml]
    """,
    passes="""
    # cases/demo.yaml
    evidence-files: []
    """,
)

OUTSIDE_PROJECT = Rule(
    "outside-project",
    "error",
    means=(
        "A file of evidence that the case names lies outside of the project, or a case or framework is a link that "
        "leads out of it."
    ),
    why="A project may come from anybody; what it names is read with your rights, and could be any file of yours.",
    fails="""
    # cases/demo.yaml
    evidence-files: [../../elsewhere/more.yaml]
    """,
    passes="""
    # cases/demo.yaml, with more.yaml copied into the project; allow-outside: true reads it where it is
    evidence-files: []
    """,
)
