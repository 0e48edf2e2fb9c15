"""Events on their way through the outbox."""

import json
from dataclasses import fields
from datetime import UTC
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.events import EVENTS, SignedIn, TipSettled
from core.domain.ids import TipId, UserId, new_id
from core.domain.packing import pack, unpack
from core.errors import Malformed
from tests.fakes.clock import NOON

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
NAMES = sorted({field.name for kind in EVENTS.values() for field in fields(kind)})


def an_event(kind):
    return st.builds(
        kind,
        **{
            name: st.datetimes(timezones=st.just(UTC))
            if name.endswith("at")
            else st.floats(0, 1)
            if name == "propensity"
            else st.from_type(getattr(hint, "__supertype__", hint))
            for name, hint in get_type_hints(kind).items()
            if name in {field.name for field in fields(kind)}
        },
    )


@pytest.mark.parametrize("subject", EVENTS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_every_event_comes_out_as_it_went_in(subject, data):
    event = data.draw(an_event(EVENTS[subject]))

    found = unpack(subject, pack(event), event.id, event.cause)

    assert (found, found.id, found.cause) == (event, event.id, event.cause)


def test_a_packed_event_is_plain_json():
    event = TipSettled(NOON, UserId(new_id()), TipId(new_id()), 1000)

    assert json.loads(pack(event)) == {
        "at": NOON.isoformat(),
        "user_id": str(event.user_id),
        "tip_id": str(event.tip_id),
        "reward_milli": 1000,
    }


@pytest.mark.parametrize("subject", EVENTS)
@settings(deadline=None, max_examples=20)
@given(fields=st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
def test_bytes_that_are_no_event_are_malformed(subject, fields):
    with pytest.raises(Malformed):
        unpack(subject, json.dumps(fields), new_id())


@settings(deadline=None, max_examples=40)
@given(st.text())
def test_text_that_is_no_json_is_malformed(text):
    with pytest.raises(Malformed):
        unpack(SignedIn.subject, f"~{text}", new_id())


def test_a_field_of_another_type_is_malformed():
    event = TipSettled(NOON, UserId(new_id()), TipId(new_id()), 1000)
    wrong = json.loads(pack(event)) | {"reward_milli": "1000"}

    with pytest.raises(Malformed):
        unpack(event.subject, json.dumps(wrong), new_id())


def test_an_unknown_subject_is_malformed():
    with pytest.raises(Malformed):
        unpack("signals.nothing", "{}", new_id())


def test_no_two_events_share_a_subject():
    assert len(EVENTS) == len({kind.subject for kind in EVENTS.values()})
    assert all(subject.startswith("signals.") for subject in EVENTS)
