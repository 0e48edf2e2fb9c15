"""A pseudonym is the end of an id, and leads back to it."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.domain.pseudonym import HEX, pseudonym, tails


@given(st.uuids(), st.integers(1, 8))
def test_an_id_lies_between_the_ends_of_any_beginning_of_its_pseudonym(user_id: UUID, letters):
    beginning = pseudonym(user_id)[: 2 + letters]

    first, last = tails(beginning)

    assert first <= user_id.hex[-HEX:] <= last


@given(st.uuids())
def test_a_whole_pseudonym_leaves_one_end(user_id):
    assert tails(pseudonym(user_id)) == (user_id.hex[-HEX:],) * 2


def test_case_and_the_first_two_letters_do_not_matter():
    assert tails("u_7Q") == tails("7q") == tails(" U_7q ")


def test_what_is_no_pseudonym_leads_nowhere():
    assert [tails(it) for it in ("", "u_", "u_1", "u_ä", "u_aaaaaaaaa", "%")] == [None] * 6
