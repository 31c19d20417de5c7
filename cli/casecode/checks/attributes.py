"""Attributes are those that the framework declares, and what should have one has it."""

from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.checks.values import declared_by
from casecode.model.problem import Finding, nearest
from casecode.model.study import Corpus, Study

UNDECLARED_ATTRIBUTE = Rule(
    "undeclared-attribute",
    "warning",
    means="A case, unit or source has an attribute that the framework does not declare, or not for things of its kind.",
    why="A misspelt attribute is a table of its own: what has it stands apart from what it was meant to stand with.",
    fails="""
    # frameworks/tiny.yaml
    attributes:
      profession: {of: source, values: [physician, nurse]}
    # cases/demo.yaml
    sources:
      survey: {type: report, title: Survey of shoppers, attributes: {profesion: nurse}}
    """,
    passes="""
    # frameworks/tiny.yaml
    attributes:
      profession: {of: source, values: [physician, nurse]}
    # cases/demo.yaml
    sources:
      survey: {type: report, title: Survey of shoppers, attributes: {profession: nurse}}
    """,
)


@UNDECLARED_ATTRIBUTE.in_corpus
def undeclared_attribute(corpus: Corpus) -> Iterator[Finding]:
    """An attribute that neither the own framework of a case declares, nor another one that was loaded."""
    for study in corpus.studies:
        for of, owner in study.case.owners():
            for name in owner.attributes:
                declared = declared_by(corpus, study, name)
                if not declared:
                    known = study.framework.attributes
                    hint = nearest(name, known) or f"in the framework: attributes: {{{name}: {{of: {of}}}}}"
                    message = f'the framework declares no attribute "{name}"'
                    yield Finding(message, owner.origin.at("attributes", name), hint)
                elif not any(not one.of or of in one.of for one in declared):
                    kinds = " and ".join(f"{kind}s" for kind in declared[0].of)
                    message = f'"{name}" is declared as an attribute of {kinds}, and this is a {of}'
                    yield Finding(
                        message, owner.origin.at("attributes", name), f"of: [{', '.join((*declared[0].of, of))}]"
                    )


MISSING_ATTRIBUTE = Rule(
    "missing-attribute",
    "warning",
    means="A case, unit or source has no value for an attribute that the framework declares for all of its kind.",
    why="What has no value is in no column of a table by that attribute, and no condition finds it.",
    fails="""
    # frameworks/tiny.yaml
    attributes:
      profession: {of: source, values: [physician, nurse]}
    # cases/demo.yaml
    sources:
      survey: {type: report, title: Survey of shoppers}
    """,
    passes="""
    # frameworks/tiny.yaml
    attributes:
      profession: {of: source, values: [physician, nurse], optional: true}
    # cases/demo.yaml
    sources:
      survey: {type: report, title: Survey of shoppers}
    """,
)


@MISSING_ATTRIBUTE.in_study
def missing_attribute(study: Study) -> Iterator[Finding]:
    """What should have an attribute and has none; the literature of the framework need not."""
    unread = Unread(study.case)
    for declared in study.framework.attributes.values():
        if declared.optional:
            continue
        for of, owner in study.case.owners():
            is_silent = declared.id not in owner.attributes and not unread.may_tell(owner, "attributes")
            if of in declared.of and is_silent:
                message = f'the {of} "{owner.id}" has no "{declared.id}"'
                value = "|".join(declared.values) or declared.type
                hint = f"attributes: {{{declared.id}: {value}}}, or `optional: true` in the framework"
                yield Finding(message, owner.origin.at(), hint)
