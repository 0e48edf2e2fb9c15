"""Put what the console knows of one user into the words of the column at the right."""

from dataclasses import dataclass, field
from datetime import datetime

from core.domain.consent import Consent, Purpose
from core.domain.figure import Figure
from core.domain.integration import Integration, IntegrationState
from core.domain.user_fact import LinkWord
from core.domain.user_panel import LastTip, LearnedView, UserPanel
from oo_admin.frame import Here
from oo_admin.moments import ago, moment_words
from oo_admin.numbers import count, share, signed
from oo_admin.users.words import experiment

STATES = {
    IntegrationState.SYNCING: ("unk", "reads for the first time"),
    IntegrationState.CONNECTED: ("ok", "read and complete"),
    IntegrationState.PARTIAL: ("ok", "read only"),
    IntegrationState.RECONNECT: ("warn", "token lost"),
}
"""How a link stands: a look and words."""
ISSUERS = {"google": "Google", "apple": "Apple"}
"""Issuers by a word of their address."""
ACTIVE_S = 24 * 3600
"""Seconds within which somebody counts as active."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line with a mark: its look, what it says, and what stands at its right."""

    look: str = "unk"
    words: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The column at the right."""

    signed_in_by: str = ""
    timezone: str = ""
    consents: list[Item] = field(default_factory=list)
    integrations: list[Item] = field(default_factory=list)
    trouble: str = ""
    sentence: str = ""
    source: str = ""
    last_href: str = ""
    learned: list[tuple[str, str]] = field(default_factory=list)
    devices: list[Item] = field(default_factory=list)
    looked: str = ""


def headline(it: UserPanel, here: Here) -> tuple[Item, str]:
    """Return the line under the title: whether they are here, and how it goes."""
    fact, lived = it.listed.fact, it.listed.lived
    since = ago(fact.last_seen_at, here.now)
    seen = "last seen now" if since == "now" else f"last seen {since} ago"
    active = (here.now - fact.last_seen_at).total_seconds() < ACTIVE_S
    mark = Item("ok" if active else "unk", f"{'Active' if active else 'Away'}, {seen}")
    if fact.link is LinkWord.LOST:
        mark = Item("warn", f"Token lost, {seen}")
    rate = it.listed.rate
    done = (
        f"done {share(rate.value, 0)} ± {100 * rate.half:.0f}"
        if isinstance(rate, Figure)
        else "too few to rate"
    )
    served = f"served by {fact.policy}" if fact.policy else "served by nobody yet"
    exp = f" in {experiment(fact)}" if fact.experiment else ""
    noun = "tip" if lived.tips == 1 else "tips"
    days = here.period.length
    return mark, f"{served}{exp} · {count(lived.tips)} {noun} in {days} days · {done}"


def side(it: UserPanel, here: Here) -> Side:
    """Return the column at the right."""
    log = here.address.to("/admin/log")
    joined = it.user.created_at.astimezone(here.zone)
    return Side(
        signed_in_by=f"{_issuers(it.issuers)}, since {joined.day} {joined:%b %Y}",
        timezone=it.user.timezone,
        consents=[_consent(purpose, it.consents, here) for purpose in Purpose],
        integrations=[_integration(link, here) for link in it.integrations],
        trouble=" ".join(filter(None, (_trouble(link, here) for link in it.integrations))),
        sentence=it.last.sentence if it.last else "",
        source=_source(it.last),
        last_href=log.put(peek=str(it.last.tip_id)).href if it.last else "",
        learned=_learned(it.learned, here),
        devices=[Item("ok", device.agent, _seen(device.seen_at, here)) for device in it.devices],
        looked=_looked(it, here),
    )


def _issuers(issuers: tuple[str, ...]) -> str:
    found = [next((ISSUERS[key] for key in ISSUERS if key in it), "A provider") for it in issuers]
    return " and ".join(dict.fromkeys(found)) or "Nobody"


def _consent(purpose: Purpose, given: tuple[Consent, ...], here: Here) -> Item:
    answer = next((it for it in given if it.purpose is purpose), None)
    name = purpose.value.capitalize()
    if answer is None:
        return Item("unk", f"{name}: never asked")
    at = answer.at.astimezone(here.zone)
    text = f"text {answer.text_version}, {at.day} {at:%b}"
    return Item("ok", name, text) if answer.given else Item("unk", f"{name}: refused", text)


def _integration(link: Integration, here: Here) -> Item:
    look, words = STATES[link.state]
    token = "personal token" if link.personal else "token"
    age = f"{token} {ago(link.connected_at, here.now)}"
    tasks = f"{count(link.task_count)} open tasks"
    return Item(look, link.provider.value.capitalize(), f"{words} · {age} · {tasks}")


def _trouble(link: Integration, here: Here) -> str:
    """Return since when a link fails, and how often it was tried; empty while it works."""
    if link.failing_since is None:
        synced = link.synced_at
        return f"Last read {moment_words(synced, here.zone, here.now)}." if synced else ""
    since = moment_words(link.failing_since, here.zone, here.now)
    often = "once" if link.failures == 1 else f"{count(link.failures)} times"
    return f"Has failed {often} since {since}."


def _source(last: LastTip | None) -> str:
    if last is None:
        return "No tip was served yet."
    if last.whole:
        return "The sentence its user saw, from the stored receipt"
    return "As its user saw it, without a name of theirs: that stays sealed"


def _learned(it: LearnedView | None, here: Here) -> list[tuple[str, str]]:
    if it is None:
        return []
    rows = [
        ("Policy", f"{it.policy}, posterior {count(it.version)}"),
        ("Learned last", moment_words(it.at, here.zone, here.now)),
        ("Settled picks", count(it.settled)),
    ]
    if it.people is not None:
        prior = f"population of {count(it.people)}" if it.people else "shipped"
        trust = f", believed to {share(it.trust, 0)}" if it.trust is not None else ""
        rows.append(("Prior in use", prior + trust))
    if not it.readable:
        return [*rows, ("Strongest habits", "stored bytes cannot be read")]
    habits = ", ".join(f"{habit.label} {signed(habit.weight, 2)}" for habit in it.habits)
    return [*rows, ("Strongest habits", habits or "none yet")]


def _seen(moment: datetime, here: Here) -> str:
    words = ago(moment, here.now)
    return "seen now" if words == "now" else f"seen {words} ago"


def _looked(it: UserPanel, here: Here) -> str:
    """Return who has looked at what is personal, by role, as the user is told it too."""
    times = len(it.looks)
    if not times:
        return "Nobody in 90 days."
    roles = ", ".join(dict.fromkeys(look.role for look in it.looks))
    often = {1: "Once", 2: "Twice"}.get(times, f"{count(times)} times")
    last = moment_words(it.looks[0].at, here.zone, here.now)
    return f"{often} in 90 days, by {roles}; last {last}."
