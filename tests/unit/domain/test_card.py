"""What of a tip a browser may see."""

import time
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.card import card, letters, plain, step, unusual
from core.domain.tip import TipCard
from tests.fakes.builders import a_task, a_tip

TEXTS = st.text(min_size=1, max_size=200).filter(lambda text: text.strip())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call **mum** today", "Call mum today"),
        ("*Read* the ~~old~~ `plan`", "Read the old plan"),
        ("See [the form](https://city.example/form)", "See the form"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ("<b>bold</b> & co", "<b>bold</b> & co"),
        ("  spaced  ", "spaced"),
        ("one\ntwo", "one\ntwo"),
        ("# not a heading", "# not a heading"),
        ("****", "****"),
        ("[](https://city.example)", "[](https://city.example)"),
        ("לקנות **חלב**", "לקנות חלב"),
        ("اتصل *بأمي*", "اتصل بأمي"),
        ("🌱 water **plants** 👩‍👩‍👧", "🌱 water plants 👩‍👩‍👧"),
    ],
)
def test_markdown_gives_way_to_its_words(text, words):
    assert plain(text) == words


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_a_task_that_says_something_never_becomes_an_empty_card(text):
    assert plain(text)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_plain_text_is_never_longer_than_what_was_written(text):
    assert len(plain(text)) <= len(text)


@pytest.mark.parametrize("hostile", ["[", "*", "`", "_*", "[![](x)", "~~a", "\\", "<!--"])
def test_hostile_markdown_is_read_in_no_time(hostile):
    began = time.perf_counter()

    plain(hostile * 2000)

    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Call mum", 1),
        ("a" * 12, 1),
        ("a" * 13, 2),
        ("a" * 16, 2),
        ("a" * 17, 3),
        ("abc " * 7, 1),
        ("abc " * 7 + "d", 2),
        ("abc " * 20, 2),
        ("abc " * 21, 3),
        ("abc " * 40, 3),
        ("abc " * 41, 4),
        ("a" * 500, 4),
        ("", 1),
    ],
)
def test_long_sentences_and_long_words_are_set_smaller(text, size):
    assert step(text.strip()) == size


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_every_sentence_has_one_of_four_sizes(text):
    assert step(text) in {1, 2, 3, 4}


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=100), st.text(max_size=100))
def test_more_text_is_never_set_larger(text, more):
    assert step(text) <= step(text + more)


def test_marks_and_joiners_are_not_letters():
    assert letters("e\u0301") == 1
    assert letters("👩‍👧") == 2
    assert letters("❤️") == 1


def test_a_card_holds_words_and_no_ids():
    tip = a_tip(task=a_task(text="Call **mum**"), why="Due today.", propensity=0.5, candidates=2)

    seen = card(tip)

    assert seen == TipCard("Call mum", "Due today.", 1, new=False)
    assert {field.name for field in fields(seen)} == {"text", "why", "step", "new"}


@pytest.mark.parametrize(
    ("propensity", "candidates", "new"),
    [(0.25, 4, False), (0.0625, 4, False), (0.0624, 4, True), (1.0, 1, False)],
)
def test_a_rare_pick_is_called_new(propensity, candidates, new):
    assert unusual(propensity, candidates) is new
