"""Put the list of users into words and places: what its page draws, and nothing it decides."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.figure import Figure
from core.domain.pseudonym import pseudonym
from core.domain.user_fact import LinkWord, Lived, UserFact
from core.domain.user_query import UserOrder
from core.domain.users_panel import Listed, UsersAsked, UsersPage, place_of
from oo_admin.address import Address
from oo_admin.colours import of_policy
from oo_admin.moments import ago
from oo_admin.numbers import THIN, UNKNOWN, count, share
from oo_admin.parts.table import Head, Pages, Value, heads, value_of
from oo_admin.parts.whisker import Axis, Whisker
from oo_admin.users.asked import LIST, said, sort_of

AXIS = Axis(0.0, 1.0)
"""The axis of every done rate: the whole."""
LINKS = {LinkWord.TODOIST: "Todoist", LinkWord.LOST: "Todoist", LinkWord.NONE: "none"}
"""What a link is called in a cell."""
HOLDBACK = "rule-v1"
"""The arm that experiments hold back."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The four shares of a bar, as CSS writes them; all empty when no tip has ended."""

    done: str = ""
    snooze: str = ""
    dismiss: str = ""
    none: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One user of the list."""

    name: str = ""
    peek: str = ""
    whole: str = ""
    here: bool = False
    seen: str = ""
    tenure: str = ""
    link: Value = field(default_factory=Value)
    lost: bool = False
    served: Value = field(default_factory=Value)
    experiment: Value = field(default_factory=Value)
    colour: str = ""
    tips: str = ""
    ever: str = ""
    shares: Shares = field(default_factory=Shares)
    rate: str = ""
    whisker: Whisker = field(default_factory=Whisker)
    few: bool = False
    consents: str = ""


def columns(address: Address, days: int) -> list[Head]:
    """Return the heads of the list."""
    wanted = address.put(sort=sort_of(address))
    return heads(
        wanted,
        (
            ("user", "User", False, False),
            ("seen", "Last seen", True, True),
            ("tenure", "Tenure", True, True),
            ("link", "Integrations", False, False),
            ("served", "Served by", False, False),
            ("period", f"Tips, {days}{THIN}d", True, False),
            ("tips", "Ever", True, True),
            ("mix", "Reactions", False, False),
            ("interval", f"Done rate, 95{THIN}% interval", False, False),
            ("rate", "Done rate", True, False),
            ("consents", "Consents", False, False),
        ),
    )


def row_of(it: Listed, address: Address, now: datetime, base: float | None) -> Row:
    """Return a user as a row of the list."""
    fact, name = it.fact, pseudonym(it.fact.user_id)
    figure = it.rate if isinstance(it.rate, Figure) else None
    return Row(
        name=name,
        peek=address.put(peek=name).href,
        whole=whole(address, name),
        here=address.get("peek") == name,
        seen=ago(fact.last_seen_at, now),
        tenure=f"{max(0, (now - fact.joined_at).days)}{THIN}d",
        link=value_of(address, f"link:{fact.link}", LINKS[fact.link]),
        lost=fact.link is LinkWord.LOST,
        served=value_of(address, f"policy:{fact.policy}", fact.policy or UNKNOWN),
        experiment=value_of(address, f"experiment:{fact.experiment}", experiment(fact)),
        colour=of_policy(fact.policy),
        tips=count(it.lived.tips),
        ever=count(fact.lived.tips),
        shares=shares(it.lived),
        rate=share(figure.value, 0) if figure else UNKNOWN,
        whisker=AXIS.whisker(figure.low, figure.value, figure.high, look="done", tick=base)
        if figure
        else Whisker(),
        few=figure is None,
        consents=consents(fact),
    )


def experiment(fact: UserFact) -> str:
    """Return in which experiment somebody is, and whether they are held back; empty for none."""
    if not fact.experiment:
        return ""
    return f"{fact.experiment} holdback" if fact.arm == HOLDBACK else fact.experiment


def consents(fact: UserFact) -> str:
    """Return what somebody allows besides the terms."""
    return ", ".join(it for it in fact.consents if it != "terms") or "none"


def shares(lived: Lived) -> Shares:
    """Return how tips ended, as widths."""
    counts = (lived.done, lived.snooze, lived.dismiss, lived.none)
    total = sum(counts)
    if not total:
        return Shares()
    widths = (f"{100 * it / total:.2f}%" for it in counts)
    return Shares(*widths, says=mix_words(lived))


def mix_words(lived: Lived) -> str:
    """Return how tips ended: "34 done, 15 snoozed, 8 dismissed, 21 unanswered"."""
    told = (
        (lived.done, "done"),
        (lived.snooze, "snoozed"),
        (lived.dismiss, "dismissed"),
        (lived.none, "unanswered"),
    )
    return ", ".join(f"{count(number)} {word}" for number, word in told)


def whole(address: Address, name: str) -> str:
    """Return the address of a user's own page, the filter with it so that it can be walked."""
    kept = address.without("peek", "after", "before", "tab", "kind", "act", "older")
    return Address(f"{LIST}/{name}", kept.pairs).href


def pages(page: UsersPage, address: Address, order: UserOrder) -> Pages:
    """Return where a page stands in the list, and the ways on."""
    list_top = address.without("after", "before", "peek")
    if not page.rows:
        return Pages("0 of 0")
    last = page.first + len(page.rows) - 1
    many = f"more than {count(page.total)}" if page.more else count(page.total)
    place = f"{count(page.first)} – {count(last)}" if page.first else count(len(page.rows))
    first, end = (said(place_of(it.fact, order)) for it in (page.rows[0], page.rows[-1]))
    return Pages(
        f"{place} of {many}",
        list_top.put(before=first).href if page.first != 1 else "",
        list_top.put(after=end).href if page.later else "",
    )


def match_words(page: UsersPage, asked: UsersAsked) -> str:
    """Return how many match, in words."""
    many = f"more than {count(page.total)}" if page.more else count(page.total)
    noun = "user" if page.total == 1 and not page.more else "users"
    return f"{many} {noun} match" if asked.filters or asked.called else f"{many} {noun}"


def finding(page: UsersPage) -> str:
    """Return the sentence under the list."""
    base = f" Dashed tick: all users, {share(page.base)}." if page.base is not None else ""
    return f"Names and addresses are masked.{base} Below 30 tips that ended no rate is given."
