"""Documents are cut into passages that lose nothing and read well."""

from hypothesis import given
from hypothesis import strategies as st

from casecode.documents.document import SourceDocument, document_of
from casecode.documents.passages import LONGEST, LONGEST_SENTENCE, passages


def sentences(text: str) -> list[str]:
    """The sentences of a text, in all its passages."""
    document = document_of([(text, "p. 1", 0, "")])
    return [text[start:end] for passage in passages(document) for start, end in passage.sentences]


def test_sentences_end_where_a_reader_ends_them() -> None:
    """A full stop ends a sentence, but not after an initial, an abbreviation, or before a small letter."""
    text = (
        "J. Ma et al. 2014 say so (cf. Fig. 3). Sales grew by 3.5 per cent! “Did they?” They did, e.g. in Russia.\n"
        "The firm Acme Inc. Entered later."
    )
    assert sentences(text) == [
        "J. Ma et al. 2014 say so (cf. Fig. 3).",
        "Sales grew by 3.5 per cent!",
        "“Did they?”",
        "They did, e.g. in Russia.",
        "The firm Acme Inc. Entered later.",
    ]


def test_chinese_sentences() -> None:
    """In Chinese no space divides sentences."""
    assert sentences("销售额增长了。公司进入俄罗斯。") == ["销售额增长了。", "公司进入俄罗斯。"]


def test_passage_has_the_place_and_heading_where_it_begins() -> None:
    """A passage says where it begins, and below which heading."""
    long = "A sentence that is there to fill the paragraph up to a length that is enough. " * 4
    document = document_of([(long, "¶ 1", 0, "One"), (long, "¶ 2", 0, "Two")])
    assert [(it.place, it.heading) for it in passages(document)] == [("¶ 1", "One"), ("¶ 2", "Two")]


parts = st.lists(
    st.tuples(st.text(st.sampled_from("ab .!?。\n()é价"), max_size=400), st.just("p. 1"), st.just(0), st.just("")),
    min_size=1,
    max_size=5,
)


@given(parts)
def test_nothing_is_lost(found: list[tuple[str, str, int, str]]) -> None:
    """Passages follow each other, overlap nowhere, leave out white space alone, and fit on a screen."""
    document = document_of(found)
    end = 0
    for passage in passages(document):
        for start, stop in passage.sentences:
            assert end <= start < stop
            assert not document.text[end:start].strip()
            assert stop - start <= LONGEST_SENTENCE
            end = stop
        assert len(passage.sentences) == 1 or passage.end - passage.start <= LONGEST
    assert not document.text[end:].strip()


def test_text_without_full_stops_is_cut() -> None:
    """A table or a text without any full stop still comes in passages that a screen can show."""
    document = SourceDocument("word " * 2000, document_of([("x", "p. 1", 0, "")]).parts)
    assert max(it.end - it.start for it in passages(document)) <= LONGEST_SENTENCE
