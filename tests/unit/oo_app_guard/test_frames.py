"""Only frames that a page of ours could have sent are read (W5)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oo_app.shared.frames import is_readable

PLACE = "/_event"


def event(*said):
    return f"42{PLACE},{json.dumps(list(said))}"


def nested(depth):
    value = 1
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "frame",
    [
        "1",
        "3",
        f"40{PLACE},",
        f'40{PLACE},{{"event": {{"name": "x"}}}}',
        f"41{PLACE},",
        event("event", {"name": "x", "payload": {}}),
        event("ping"),
        event("client_error", {}),
        event("event", {"payload": {"a": nested(15)}}),
    ],
)
def test_what_our_pages_send_is_read(frame):
    assert is_readable(frame, PLACE)


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "0",
        "2",
        "9",
        "4",
        "42",
        "x",
        "3probe",
        f"42{PLACE}",
        f"42{PLACE},",
        f"42{PLACE},[]",
        f"42{PLACE},{{}}",
        f'42{PLACE},["event"',
        f'42{PLACE},1["event"]',
        f"40{PLACE},[]",
        f"40{PLACE},5",
        f"41{PLACE},{{}}",
        f'43{PLACE},["event"]',
        f'451-{PLACE},["event",{{"_placeholder":true,"num":0}}]',
        '42/elsewhere,["event"]',
        '42["event"]',
        event("disconnect"),
        event(5),
        event(["event"]),
        event("event", {}, {}),
        event("event", {"payload": {"a": nested(30)}}),
        f"42{PLACE}," + "[" * 100_000,
    ],
)
def test_nothing_else_is_read(frame):
    assert not is_readable(frame, PLACE)


@given(st.one_of(st.text(), st.text().map(lambda text: f"42{PLACE},{text}")))
def test_no_text_makes_it_fail(frame):
    assert is_readable(frame, PLACE) in {True, False}
