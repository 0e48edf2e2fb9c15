"""Users, tips and places as pages of the console are shown them."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.analytics.users_rate import rate_of
from core.domain.fact import Choice, Ending, Fact
from core.domain.ids import TipId, UserId, new_id
from core.domain.period import Grain, read_period
from core.domain.user_fact import LinkWord, Lived, UserFact
from core.domain.users_panel import Listed
from core.domain.versus import Versus
from oo_admin.address import Address
from oo_admin.frame import Here
from tests.fakes.clock import NOON

BERLIN = ZoneInfo("Europe/Berlin")


def a_here(url="/admin/users", period="28d"):
    found = read_period(period, NOON, BERLIN)
    return Here(Address.read(url), NOON, BERLIN, found, Versus.PREVIOUS, Grain.DAY)


def a_user_fact(**changes):
    fact = UserFact(
        user_id=UserId(new_id()),
        joined_at=NOON - timedelta(days=80),
        last_seen_at=NOON - timedelta(minutes=4),
        timezone="Europe/Berlin",
        lived=Lived(120, 60, 20, 20, 20),
        policy="bayes-v1",
        link=LinkWord.TODOIST,
        consents=("terms", "tips", "nudges"),
    )
    return replace(fact, **changes)


def a_listed(lived=None, **changes):
    lived = Lived(40, 20, 10, 5, 5) if lived is None else lived
    return Listed(a_user_fact(**changes), lived, rate_of(lived))


def a_fact(ending=Ending.DONE, **changes):
    fact = Fact(
        tip_id=TipId(new_id()),
        user_id=UserId(new_id()),
        served_at=NOON - timedelta(hours=1),
        day=NOON.toordinal(),
        surface="page",
        policy="bayes-v1",
        policy_version=3,
        propensity=0.638,
        candidates=41,
        tenure="over_60d",
        choice=Choice(known=True, due="soon", minutes="short", priority="p1", took_us=400),
        ending=ending,
        reward_milli=600,
    )
    return replace(fact, **changes)
