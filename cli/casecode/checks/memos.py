"""What memos are on is there, and is one thing."""

from collections.abc import Iterator

from casecode.analysis.memos import Index
from casecode.checks.rule import Rule
from casecode.model.memo import Memo, owners_in
from casecode.model.problem import Finding, nearest
from casecode.model.study import Corpus

UNCLEAR_MEMO = Rule(
    "unclear-memo",
    "error",
    means="A memo is on, or links to, an id that nothing has, or that several things have.",
    why="A note on nothing is found by nobody; one that may be on two things is shown with the wrong one.",
    fails="""
    # cases/demo.yaml
    memos:
      - {id: m1, date: 2026-03-01, about: [price], text: "Is it price or value?"}
    """,
    passes="""
    # cases/demo.yaml
    memos:
      - {id: m1, date: 2026-03-01, about: [prices], text: "Is it price or value?"}
    """,
)


@UNCLEAR_MEMO.in_corpus
def unclear_memo(corpus: Corpus) -> Iterator[Finding]:
    """What a memo names, and the corpus does not have, or more than once. A case or framework that was not read is not
    looked into."""
    homes = [(it.case.id, it.case.memos, it.case.unread or it.framework.unread) for it in corpus.studies]
    homes += [(it.id, it.memos, it.unread) for it in corpus.frameworks]
    if not any(memos for _, memos, _ in homes):
        return
    index = Index(corpus.studies, corpus.frameworks)
    for home, memos, unread in homes:
        for memo in memos if not unread else ():
            yield from _unclear(index, memo, home)


def _unclear(index: Index, memo: Memo, home: str) -> Iterator[Finding]:
    for key, position, name in memo.names:
        others, id_ = owners_in(name), name.rpartition(":")[2]
        if any(not index.knows(other) for other in others):
            continue
        meant = index.meant(name, home)
        origin = memo.origin.at(key, position)
        if not meant:
            known = [*index.ids(others[0] if others else home)]
            hint = nearest(id_, known) or "name an id of the case or of its framework, or with a case: alibaba:e12"
            yield Finding(f'nothing has the id "{name}"', origin, hint)
        elif len(meant) > 1:
            owner = f"{others[0]}:" if others else ""
            choices = ", ".join(f"{owner}{it.kind}:{it.id}" for it in meant)
            yield Finding(f'several things have the id "{name}"', origin, f"write one of {choices}")
