"""How soon tips have evidence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.delay import AGES_S, Ages, delays
from core.analytics.percentile import BUCKETS, bucket_of
from core.domain.figure import TooFew

DAY_S = 86_400


def histogram(ages_s):
    return np.bincount([bucket_of(1000 * it) for it in ages_s], minlength=BUCKETS).astype(float)


def shares(evidence_s, open_s=(), silent=0):
    found = delays(Ages(histogram(evidence_s), histogram(open_s), silent))
    return {it.age_s: it.share for it in found}


def test_a_hundred_watched_to_the_end_on_paper():
    found = shares([5] * 20 + [40] * 30 + [4000] * 10, silent=40)

    assert tuple(found) == AGES_S
    assert found == pytest.approx(
        {15: 0.2, 60: 0.5, 300: 0.5, 3600: 0.5, 21_600: 0.6, 86_400: 0.6}, abs=1e-9
    )


def test_open_tips_count_for_as_long_as_they_were_watched():
    # 100 tips: 50 answer at once; of the others 25 are two minutes old, the rest answers at an hour.
    found = shares([5] * 50 + [2000] * 25, [120] * 25)

    assert found[60] == pytest.approx(0.5)
    assert found[300] == pytest.approx(0.5)
    assert found[3600] == pytest.approx(1.0)


def test_who_is_open_in_a_bucket_counts_half_in_it():
    assert shares([5] * 10, [5] * 20, silent=70)[15] == pytest.approx(10 / (100 - 20 / 2))


def test_leaving_open_tips_out_would_say_more_than_is_known():
    rng = np.random.default_rng(6)
    ages, waits = rng.uniform(0, DAY_S, 20_000), rng.exponential(20_000, 20_000)
    seen = waits < ages

    found = shares(waits[seen], ages[~seen])

    for age_s in (300, 3600, 21_600):
        assert found[age_s] == pytest.approx(1 - np.exp(-age_s / 20_000), abs=0.015)
    assert (waits[seen] < 21_600).mean() > found[21_600] + 0.1


def test_where_too_few_were_watched_nothing_is_told():
    found = shares([5] * 10, [30] * 80 + [1000] * 10)

    assert found[15] == pytest.approx(0.1)
    assert found[300] is None
    assert found[86_400] is None


def test_when_all_have_answered_all_is_known():
    assert shares([5] * 40)[86_400] == 1


times = st.lists(st.floats(0, DAY_S), min_size=15, max_size=60)


@given(times, times)
def test_shares_lie_between_nothing_and_all_and_never_fall(evidence_s, open_s):
    told = [it for it in shares(evidence_s, open_s).values() if it is not None]

    assert all(-1e-12 <= it <= 1 + 1e-12 for it in told)
    assert (np.diff(told) >= -1e-12).all()


@given(times)
def test_without_open_tips_it_is_the_plain_share(evidence_s):
    found = shares(evidence_s, silent=20)

    for age_s, share in found.items():
        soon = [it for it in evidence_s if it <= age_s / 1.1]
        late = [it for it in evidence_s if it <= age_s * 1.1]
        assert len(soon) - 1e-6 <= share * (len(evidence_s) + 20) <= len(late) + 1e-6


def test_fewer_than_thirty_tips_have_only_a_count():
    assert delays(Ages(np.zeros(BUCKETS), np.zeros(BUCKETS), 0)) == TooFew(0)
    assert delays(Ages(histogram([5] * 20), histogram([9] * 4), 5)) == TooFew(29)


def test_what_is_no_histogram_is_refused():
    with pytest.raises(ValueError, match="3"):
        delays(Ages(np.ones(3), np.ones(BUCKETS), 0))
    with pytest.raises(ValueError, match="-1"):
        delays(Ages(np.ones(BUCKETS), np.ones(BUCKETS), -1))
