"""The stand-in judge: believable, the same each time, and fair to every place in a list."""

import io
import json

import pytest

from core.sim.judges.questions import react_question, score_question
from oo_app.sandbox.judge_command import Fault, answer, main, wants, wrapped
from tests.unit.sim.judges.scene import TASKS, a_scene


def test_it_wants_what_the_person_likes():
    bank, cellar, plants = wants(score_question(a_scene()))

    assert bank > plants > cellar
    assert bank > 0.9
    assert cellar < 0.1


def test_a_place_in_the_list_changes_nothing():
    there = wants(score_question(a_scene()))

    back = wants(score_question(a_scene(tasks=TASKS[::-1])))

    assert back[::-1] == there


def test_what_is_liked_is_done_and_what_is_dreaded_is_not():
    said = [json.loads(answer(react_question(a_scene(), place)))["answer"] for place in (0, 1)]

    assert said[0] == "done"
    assert said[1] in {"snooze", "dismiss"}


@pytest.mark.parametrize("question", ["", '{"scores"', "1. half a line"])
def test_a_question_without_tasks_gets_an_answer_too(question):
    assert json.loads(answer(question))


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_an_answer(fault):
    assert answer(score_question(a_scene()), fault)


def test_the_command_answers_what_it_reads():
    question, told = score_question(a_scene()), io.StringIO()

    code = main(["--wrapped", "--fault", "failing"], io.StringIO(question), told)

    assert code == 1
    assert told.getvalue() == wrapped(question, answer(question))
