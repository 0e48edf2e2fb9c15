"""What a user allowed."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.consent import TEXT_VERSION, Consent, Purpose, allowed
from core.domain.ids import ConsentId, UserId, new_id
from tests.fakes.clock import NOON

ADA = UserId(new_id())


def said(purpose, given, *, minutes=0):
    at = NOON + timedelta(minutes=minutes)
    return Consent(ConsentId(new_id()), ADA, purpose, given, TEXT_VERSION, at)


def test_silence_is_a_no():
    assert not allowed((), Purpose.RESEARCH)
    assert not allowed((said(Purpose.TERMS, given=True),), Purpose.RESEARCH)


def test_the_newest_answer_counts_in_whatever_order_they_are_read():
    yes = said(Purpose.TIPS, given=True)
    no = said(Purpose.TIPS, given=False, minutes=1)

    assert not allowed((yes, no), Purpose.TIPS)
    assert not allowed((no, yes), Purpose.TIPS)


def test_of_two_answers_at_one_moment_the_later_born_counts():
    yes, no = said(Purpose.TIPS, given=True), said(Purpose.TIPS, given=False)

    assert not allowed((yes, no), Purpose.TIPS)
    assert not allowed((no, yes), Purpose.TIPS)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(Purpose), st.booleans())))
def test_each_purpose_has_an_answer_of_its_own(answers):
    history = tuple(said(purpose, given, minutes=n) for n, (purpose, given) in enumerate(answers))

    for purpose in Purpose:
        own = [given for asked, given in answers if asked is purpose]
        assert allowed(history, purpose) is bool(own and own[-1])
