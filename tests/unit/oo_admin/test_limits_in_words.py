"""Limits that pages put into words are those that decide: core decides, and pages may not ask it why."""

from core.analytics import always_valid, judged, propensity_alarm, sample_ratio
from oo_admin.experiments import checks, page
from oo_admin.rewards import other_words


def test_an_experiments_checks_say_what_decides():
    assert checks.FEWEST_USERS == sample_ratio.FEWEST_EXPOSED
    assert checks.FEWEST_PICKS == propensity_alarm.FEWEST_PICKS
    assert checks.BAND_Z == propensity_alarm.ALARM_Z
    assert f"from {always_valid.FEWEST_USERS} users on" in page.NOTE


def test_what_is_withheld_of_other_policies_is_said_as_it_is_decided():
    assert other_words.FEWEST_EFFECTIVE == judged.FEWEST_EFFECTIVE
    assert other_words.MOST_OUTSIDE == judged.MOST_UNSUPPORTED
