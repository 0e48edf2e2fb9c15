"""Put the other tabs of one user's page into words: features, history, the last card, a reveal."""

from dataclasses import dataclass, field

from core.domain.audit import Revealed
from core.domain.chain import Entry
from core.domain.user_panel import LastTip, LoggedFeatures
from oo_admin.frame import Here
from oo_admin.moments import clock_words, moment_words
from oo_admin.numbers import count, plain, share

PICKS = 50
"""Picks that the tab lists, the newest."""
DEEDS = 50
"""Deeds that the history lists, the newest."""
MASKED = "•••••"
"""A word of a task, in the console."""
MOST_MASKED = 8
"""Words that are drawn of a task: its length is none of our business beyond this."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the newest pick."""

    name: str = ""
    label: str = ""
    picked: str = ""
    least: str = ""
    most: str = ""
    same: bool = False


@dataclass(frozen=True, slots=True)
class Features:
    """What was logged of the newest pick."""

    title: str = ""
    href: str = ""
    rows: list[Feature] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deed:
    """One row of the audit."""

    when: str = ""
    who: str = ""
    action: str = ""
    reason: str = ""
    result: str = ""
    look: str = ""
    seq: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Who the user is, while a reveal lasts."""

    name: str = ""
    email: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class LastCard:
    """The newest tip as its user saw it, its words masked."""

    shown: bool = False
    when: str = ""
    mask: str = ""
    sentence: str = ""
    reasons: list[tuple[str, str]] = field(default_factory=list)
    account: str = ""


def features(logged: LoggedFeatures | None, here: Here) -> Features:
    """Return the features of the newest pick, those that differ between candidates first."""
    if logged is None:
        return Features()
    rows = sorted(logged.rows, key=lambda it: it.least == it.most)
    return Features(
        title=(
            f"Pick of {moment_words(logged.served_at, here.zone, here.now)}: "
            f"{count(len(rows))} features of {count(logged.candidates)} candidates, {logged.sheet}"
        ),
        href=here.address.to("/admin/log").put(peek=str(logged.tip_id)).href,
        rows=[
            Feature(
                it.name,
                it.label,
                plain(it.picked, 3),
                plain(it.least, 3),
                plain(it.most, 3),
                it.least == it.most,
            )
            for it in rows
        ],
    )


def deed(entry: Entry, here: Here) -> Deed:
    """Return an entry of the audit as a row."""
    return Deed(
        when=moment_words(entry.at, here.zone, here.now),
        who=f"{entry.role} {entry.actor}" if entry.actor_id else entry.role,
        action=entry.action,
        reason=entry.reason,
        result=entry.result,
        look="ok" if entry.result == "done" else "warn",
        seq=count(entry.seq),
    )


def known(revealed: Revealed | None, here: Here) -> Known:
    """Return who somebody is; nobody when nothing was revealed."""
    if revealed is None:
        return Known()
    return Known(
        revealed.name or "not told by the provider",
        revealed.email or "not told by the provider",
        clock_words(revealed.until, here.zone),
    )


def last_card(last: LastTip | None, here: Here) -> LastCard:
    """Return the newest tip as a card."""
    if last is None:
        return LastCard()
    return LastCard(
        shown=True,
        when=moment_words(last.served_at, here.zone, here.now),
        mask=" ".join([MASKED] * max(1, min(MOST_MASKED, last.words))),
        sentence=last.sentence,
        reasons=[(it.words, f"{it.amount}, {share(it.weight, 0)}") for it in last.reasons],
        account=last.account,
    )
