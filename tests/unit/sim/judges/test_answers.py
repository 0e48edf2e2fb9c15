"""What a model answers is read strictly, or it is no judgement."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.reaction import ReactionKind
from core.sim.judge import Answer
from core.sim.judges.answers import bare, read_reaction, read_scores


@given(st.lists(st.floats(0, 1), max_size=30))
def test_scores_come_back_as_they_were_written(scores):
    assert read_scores(json.dumps({"scores": scores}), len(scores)) == tuple(scores)


@given(st.text())
def test_any_text_is_read_or_refused_and_never_breaks(text):
    for around in (text, f'{{"scores": [{text}]}}', f'{{"answer": {text}, "seconds": 1}}'):
        scores = read_scores(around, 1)

        assert scores is None or 0 <= scores[0] <= 1
        assert read_reaction(around) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[0.5, 0.5]",
        "{}",
        '{"scores": [0.5]}',
        '{"scores": [0.5, 0.5, 0.5]}',
        '{"scores": [0.5, 1.01]}',
        '{"scores": [0.5, -0.01]}',
        '{"scores": [0.5, NaN]}',
        '{"scores": [0.5, Infinity]}',
        '{"scores": [0.5, 1e999]}',
        '{"scores": [0.5, "0.5"]}',
        '{"scores": [0.5, true]}',
        '{"scores": [0.5, null]}',
        '{"scores": [0.5, ' + "9" * 500 + "]}",
        '{"scores": [0.5, ' + "9" * 5000 + "]}",
        '{"scores": [0.5, 0.5], "why": "because"}',
        '{"scores": [0.1, 0.1], "scores": [0.5, 0.5]}',
        '{"scores": [0.5, 0.5]} I hope this helps.',
        'Here it is: {"scores": [0.5, 0.5]}',
        '```\n{"scores": [0.5, 0.5]}\n```\nThat is all.',
        '```python\n{"scores": [0.5, 0.5]}\n```',
        '{"scores": [0.5, 0.5]',
        "{'scores': [0.5, 0.5]}",
        "[" * 100_000,
    ],
)
def test_scores_that_are_not_exactly_what_was_asked_are_none(text):
    assert read_scores(text, 2) is None


@pytest.mark.parametrize("fence", ["{}", "\n {} \n", "```json\n{}\n```", "```\n{}\n```\n"])
def test_spaces_and_a_code_fence_around_the_json_are_no_words(fence):
    text = '{"scores": [0, 1]}'

    assert read_scores(fence.replace("{}", text), 2) == (0.0, 1.0)
    assert bare(fence.replace("{}", text)) == text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('{"answer": "done", "seconds": 90}', Answer(ReactionKind.DONE, 90_000)),
        ('{"answer": "snooze", "seconds": 0}', Answer(ReactionKind.SNOOZE, 0)),
        ('{"answer": "dismiss", "seconds": 1.5}', Answer(ReactionKind.DISMISS, 1500)),
        ('{"answer": "ignore", "seconds": 7}', Answer(None, 0)),
        ('{"answer": "done", "seconds": 1800}', Answer(ReactionKind.DONE, 1_800_000)),
        ('{"answer": "done", "seconds": 1801}', None),
        ('{"answer": "done", "seconds": -1}', None),
        ('{"answer": "done", "seconds": NaN}', None),
        ('{"answer": "Done", "seconds": 1}', None),
        ('{"answer": "done"}', None),
        ('{"answer": null, "seconds": 1}', None),
        ('{"answer": "done", "seconds": 1, "mood": "fine"}', None),
    ],
)
def test_a_reaction_is_one_of_four_with_its_seconds(text, answer):
    assert read_reaction(text) == answer
