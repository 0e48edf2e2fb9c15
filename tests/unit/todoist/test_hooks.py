"""What a webhook says, once it has proved itself (H1)."""

import json

import pytest

from core.domain.hook import Hook, Posted
from core.errors import HookRefused
from core.todoist.hooks import TodoistHooks
from core.todoist.strict_json import MAX_DEPTH, read_object
from tests.fakes.clock import NOON
from tests.fakes.hooks import SECRET, a_hook, sign, text_of

JSON = "application/json"


def read(hook, *, secret=SECRET, secrets=(SECRET, "")):
    body = hook if isinstance(hook, bytes) else text_of(hook)
    return TodoistHooks(secrets).read(Posted(body, JSON, sign(body, secret)))


def test_it_says_who_what_when_and_about_which_task():
    assert read(a_hook(intent="item_updated")) == Hook(
        "item:completed", "todoist-1", "1", "item_updated", NOON
    )


@pytest.mark.parametrize("name", ["note:added", "project:archived", "future:thing", "odd"])
def test_a_name_that_nobody_knows_is_a_plain_hint(name):
    hook = read(a_hook(name))

    assert (hook.name, hook.task_id) == (name, None)


@pytest.mark.parametrize("task", [{}, None, [], {"id": 7}, {"id": ""}, {"id": "a b"}, "1"])
def test_a_task_that_cannot_be_named_is_none(task):
    assert read(a_hook(event_data=task)).task_id is None


@pytest.mark.parametrize("extra", [None, [], {}, {"update_intent": 7}, {"update_intent": "A b"}])
def test_an_intent_that_cannot_be_one_is_none(extra):
    assert read(a_hook(event_data_extra=extra)).intent == ""


def test_an_intent_that_nobody_knows_is_kept():
    assert read(a_hook(intent="responsible_uid_changed")).intent == "responsible_uid_changed"


def test_the_version_is_not_looked_at():
    assert read(a_hook(version="1")) == read(a_hook(version=["whatever"]))


def test_each_secret_proves_and_an_empty_one_never_does():
    assert read(a_hook(), secret="old", secrets=("new", "old"))  # noqa: S106 - nothing is behind it
    for secrets in [("new", ""), ("", ""), ()]:
        with pytest.raises(HookRefused) as refused:
            read(a_hook(), secret="", secrets=secrets)
        assert not refused.value.proved


def test_a_refusal_says_to_us_alone_whether_it_was_signed():
    with pytest.raises(HookRefused) as refused:
        read(b"[]")

    assert refused.value.proved
    assert refused.value.args == ()


@pytest.mark.parametrize(
    "kind", [JSON, "Application/JSON", "application/json;charset=utf-8", f"{JSON}; charset=UTF-8"]
)
def test_the_type_may_name_its_charset(kind):
    assert TodoistHooks((SECRET,)).may_prove(kind, sign(b""))


@pytest.mark.parametrize(
    "kind", ["", "text/json", f"{JSON};", f" {JSON}", f"{JSON}; charset=latin1"]
)
def test_another_type_proves_nothing(kind):
    assert not TodoistHooks((SECRET,)).may_prove(kind, sign(b""))


def test_depth_is_counted_to_the_last_level():
    def nested(depth):
        return ('{"a":' * depth + "1" + "}" * depth).encode()

    assert read_object(nested(MAX_DEPTH)) == json.loads(nested(MAX_DEPTH))
    with pytest.raises(ValueError, match="shape"):
        read_object(nested(MAX_DEPTH + 1))
