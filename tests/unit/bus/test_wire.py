"""Only what was signed is read, and only what is understood has an effect (reliability E4)."""

import json
from dataclasses import replace

import pytest

from core.bus.wire import ID, SIGNATURE, Forged, Message, Unreadable, Wire
from core.domain.completion import Noticed
from core.domain.events import SignedIn, TaskCompleted
from core.domain.ids import TaskId, TipId, UserId, new_id
from core.domain.integration import Provider
from tests.fakes.clock import NOON

WIRE = Wire("oo", b"key")
EVENT = TaskCompleted(
    NOON,
    UserId(new_id()),
    Provider.TODOIST,
    TaskId("1"),
    NOON,
    Noticed.ACTIVITY,
    TipId(new_id()),
    cause=new_id(),
)


def signed(**changes):
    """Return a message of ours whose envelope says something else."""
    message = WIRE.write(EVENT)
    body = json.dumps(json.loads(message.body) | changes).encode()
    return sign(message, body)


def sign(message, body):
    event_id = message.headers[ID]
    return Message(
        message.subject,
        {ID: event_id, SIGNATURE: WIRE._sign(message.subject, event_id, body)},
        body,
    )


def test_an_event_arrives_as_it_was():
    read = WIRE.read(WIRE.write(EVENT))

    assert (read, read.id, read.cause) == (EVENT, EVENT.id, EVENT.cause)


def test_an_event_without_a_cause_arrives_too():
    event = SignedIn(NOON, UserId(new_id()), "https://issuer.example", False)

    assert WIRE.read(WIRE.write(event)).cause is None


def test_the_subject_carries_the_prefix_and_the_envelope_the_rest():
    message = WIRE.write(EVENT)

    told = json.loads(message.body)

    assert message.subject == "oo.signals.task.completed"
    assert set(told) == {"id", "subject", "version", "at", "user", "cause", "data"}
    assert (told["subject"], told["version"], told["user"]) == (
        "signals.task.completed",
        1,
        str(EVENT.user_id),
    )


@pytest.mark.parametrize(
    "forge",
    [
        lambda it: replace(it, headers={}),
        lambda it: replace(it, headers={ID: it.headers[ID]}),
        lambda it: replace(it, headers={**it.headers, SIGNATURE: "é"}),
        lambda it: replace(it, headers={**it.headers, SIGNATURE: "0" * 64}),
        lambda it: replace(it, headers={**it.headers, ID: str(new_id())}),
        lambda it: replace(it, subject="oo.signals.user.erased"),
        lambda it: replace(it, subject="other.signals.task.completed"),
        lambda it: replace(it, body=it.body + b" "),
        lambda it: Wire("oo", b"another key").write(EVENT),
    ],
)
def test_what_was_not_signed_like_this_is_forged(forge):
    with pytest.raises(Forged):
        WIRE.read(forge(WIRE.write(EVENT)))


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": "1"},
        {"extra": 1},
        {"id": str(new_id())},
        {"subject": "signals.user.erased"},
        {"at": "2020-01-01T00:00:00+00:00"},
        {"user": str(new_id())},
        {"cause": 7},
        {"cause": "seven"},
        {"data": {}},
        {"data": None},
    ],
)
def test_what_this_release_does_not_understand_is_left(changes):
    with pytest.raises(Unreadable):
        WIRE.read(signed(**changes))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"id": 1, "id": 1}'])
def test_no_body_of_ours_breaks_the_reader(body):
    with pytest.raises(Unreadable):
        WIRE.read(sign(WIRE.write(EVENT), body))
