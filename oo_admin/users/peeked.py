"""Put one user of the list into the words of the drawer beside it."""

from dataclasses import dataclass, field

from core.domain.fact import Fact
from core.domain.figure import Figure
from core.domain.pseudonym import pseudonym
from core.domain.user_fact import UserFact
from core.domain.user_query import UserOrder
from core.domain.users_panel import Peeked, UsersPage, place_of
from oo_admin.address import Address
from oo_admin.frame import Here
from oo_admin.moments import ago, moment_words
from oo_admin.numbers import THIN, UNKNOWN, count, plain, share, signed
from oo_admin.parts.peek import Peek
from oo_admin.users.asked import said
from oo_admin.users.words import Shares, consents, experiment, shares, whole

ENDINGS = {
    "open": "open",
    "done": "Done",
    "snooze": "Snooze",
    "dismiss": "Dismiss",
    "none": "No answer",
    "withdrawn": "Withdrawn",
    "vanished": "Vanished",
}
"""How tips end, in words."""


@dataclass(frozen=True, slots=True)
class TipRow:
    """One tip as lists of a user's tips show it."""

    when: str = ""
    look: str = ""
    ending: str = ""
    reward: str = ""
    policy: str = ""
    propensity: str = ""
    candidates: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawer:
    """What the drawer shows of a user."""

    name: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    shares: Shares = field(default_factory=Shares)
    tips: list[TipRow] = field(default_factory=list)


def drawer(it: Peeked, here: Here) -> Drawer:
    """Return one user, in short."""
    fact, lived = it.listed.fact, it.listed.lived
    served = ", ".join(filter(None, (fact.policy, experiment(fact)))) or "nobody yet"
    return Drawer(
        name=pseudonym(fact.user_id),
        facts=[
            ("Last seen", _since(ago(fact.last_seen_at, here.now))),
            ("Tenure", f"{max(0, (here.now - fact.joined_at).days)}{THIN}d"),
            ("Served by", served),
            (
                "Integration",
                {"todoist": "Todoist", "lost": "Todoist, token lost"}.get(fact.link, "none"),
            ),
            ("Consents", consents(fact)),
            ("Time zone", fact.timezone),
            ("Tips", f"{count(lived.tips)} in the period, {count(fact.lived.tips)} ever"),
            ("Done rate", rate_words(it.listed.rate)),
        ],
        shares=shares(lived),
        tips=[tip_row(tip, here) for tip in it.newest],
    )


def rate_words(rate: object) -> str:
    """Return a rate with its interval, or that there is none."""
    if not isinstance(rate, Figure):
        return "too few to rate"
    return f"{share(rate.value, 0)}, {share(rate.low, 0)} to {share(rate.high, 0)}"


def tip_row(tip: Fact, here: Here) -> TipRow:
    """Return one tip as a row."""
    reward = None if tip.reward_milli is None else tip.reward_milli / 1000
    return TipRow(
        when=moment_words(tip.served_at, here.zone, here.now),
        look=tip.ending.value,
        ending=ENDINGS[tip.ending] + (", elsewhere" if tip.elsewhere else ""),
        reward=UNKNOWN if reward is None else signed(reward, 1),
        policy=f"{tip.policy}, {tip.policy_version}" if tip.policy_version else tip.policy,
        propensity=plain(tip.propensity, 3),
        candidates=count(tip.candidates),
        href=here.address.to("/admin/log").put(peek=str(tip.tip_id)).href,
    )


def peek_of(it: Peeked, page: UsersPage, address: Address, order: UserOrder) -> Peek:
    """Return where the drawer stands; its ways lead over the borders of pages."""
    name = pseudonym(it.listed.fact.user_id)
    many = f"more than {count(page.total)}" if page.more else count(page.total)
    ids = [row.fact.user_id for row in page.rows]
    here = it.listed.fact.user_id
    on_last, on_first = bool(ids) and here == ids[-1], bool(ids) and here == ids[0]
    place = said(place_of(it.listed.fact, order))

    def way(fact: UserFact | None, turned: dict[str, str]) -> str:
        if fact is None:
            return ""
        there = address.without("after", "before") if turned else address
        return there.put(**turned, peek=pseudonym(fact.user_id)).href

    return Peek(
        open=True,
        place=f"{count(it.place)} of {many}" if it.place else f"one of {many}",
        previous=way(it.previous, {"before": place} if on_first else {}),
        next=way(it.next, {"after": place} if on_last else {}),
        close=address.without("peek").href,
        whole=whole(address, name),
    )


def _since(words: str) -> str:
    return words if words == "now" else f"{words} ago"
