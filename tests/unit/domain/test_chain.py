"""A chain of deeds: each tamper is found, and where it is (reliability R3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.chain import Fault, Tamper, entry_after, faults_of, hash_of, head_of
from tests.fakes.access import a_deed, an_actor
from tests.fakes.clock import NOON

A_SECOND = timedelta(seconds=1)


def a_chain(count):
    actor, chain, head = an_actor(), [], None
    for number in range(count):
        deed = a_deed(object=f"policy-{number}", before={"a": "1"}, after={"a": "2"})
        chain.append(entry_after(head, NOON + number * A_SECOND, actor, deed))
        head = head_of(chain[-1])
    return chain


def looked_over(chain, remembered=None):
    found, head = [], None
    for entry in chain:
        found += faults_of(head, entry, (remembered or {}).get(entry.seq, ""))
        head = head_of(entry)
    return found


def forged(chain, at, **changes):
    """Change an entry and give everything after it hashes that agree."""
    head, made = None, []
    for entry in chain:
        new = replace(entry, **changes) if entry.seq == at else entry
        new = replace(new, previous=head.hash if head else "")
        made.append(replace(new, hash=hash_of(new)))
        head = head_of(made[-1])
    return made


def test_a_chain_that_nobody_touched_is_whole():
    chain = a_chain(5)

    assert looked_over(chain) == []
    assert [it.seq for it in chain] == [1, 2, 3, 4, 5]
    assert [it.previous for it in chain[1:]] == [it.hash for it in chain[:-1]]


CHANGES = {
    "at": NOON + timedelta(days=1),
    "actor_id": None,
    "actor": "u_somebody",
    "role": "viewer",
    "action": "did nothing",
    "kind": "user",
    "object": "another",
    "reason": "none",
    "result": "refused: not_allowed",
    "reads": True,
    "request": "another",
    "before": {"a": "0"},
    "after": {},
    "hash": "0" * 64,
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_altered_entry_is_found_whatever_was_altered(name):
    chain = a_chain(5)
    chain[2] = replace(chain[2], **{name: CHANGES[name]})

    assert Fault(3, Tamper.ALTERED) in looked_over(chain)


def test_an_entry_altered_with_a_fitting_hash_is_found_at_the_next_one():
    chain = a_chain(5)
    lie = replace(chain[2], action="did nothing")
    chain[2] = replace(lie, hash=hash_of(lie))

    assert looked_over(chain) == [Fault(4, Tamper.FORGED)]


def test_a_chain_forged_to_its_end_is_found_by_what_was_remembered():
    chain = a_chain(5)
    remembered = {4: chain[3].hash}

    assert looked_over(forged(chain, 3, action="did nothing"), remembered) == [
        Fault(4, Tamper.FORGED)
    ]


def test_a_deleted_entry_is_found_where_it_was():
    chain = a_chain(5)

    assert looked_over([*chain[:2], *chain[3:]]) == [Fault(3, Tamper.MISSING)]


def test_a_deleted_first_entry_is_found():
    assert looked_over(a_chain(5)[1:]) == [Fault(1, Tamper.MISSING)]


def test_entries_that_changed_places_are_both_found():
    chain = a_chain(5)
    chain[1], chain[2] = replace(chain[2], seq=2), replace(chain[1], seq=3)

    found = looked_over(chain)

    assert {it.seq for it in found if it.what is Tamper.ALTERED} == {2, 3}


def test_each_of_two_tampers_is_found():
    chain = a_chain(9)
    chain[1] = replace(chain[1], reason="another")
    del chain[6]

    assert looked_over(chain) == [Fault(2, Tamper.ALTERED), Fault(7, Tamper.MISSING)]


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_any_text_can_be_written_down(text, words):
    entry = entry_after(None, NOON, an_actor(), a_deed(reason=text, after=words))

    assert hash_of(entry) == entry.hash
    assert "\0" not in entry.reason
    assert len(entry.reason) <= 500
    assert entry.reason.encode(errors="strict").decode() == entry.reason
