"""Lay out who was live over a period: a lane a policy, and a table that the cursor reads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.deployment import Deployment, Standing, stood
from core.domain.policy_panel import PoliciesSeen
from oo_admin.colours import of_policy
from oo_admin.here import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import UNKNOWN
from oo_admin.parts.time_chart import place_in
from oo_admin.policies.seen import Lane, Moment, Reign, Timeline

MOMENTS = 28
"""Moments that the table names at least: the cursor steps through them."""
MOST_MOMENTS = 60
"""Moments that it names at most."""
TICKS = 5
"""Dates under the timeline."""
LEAST = 0.4
"""Percent of the width that a bar has at least: else nobody could see or press it."""
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
"""Small numbers in words."""


def timeline(seen: PoliciesSeen, here: Here) -> Timeline:
    """Return the timeline of a period, champions first."""
    rows = [it for it in seen.deployments if _inside(it, here)]
    names = dict.fromkeys(
        it.policy for it in sorted(rows, key=lambda it: (it.role is Standing.SHADOW, it.at))
    )
    return Timeline(
        title=_title(rows, here),
        sub="Filled: champion. Hollow: shadow. A bar is a link: the whole console shows its time.",
        lanes=[_lane(name, rows, here) for name in names],
        moments=_moments(seen.deployments, here),
        ticks=[_tick(here, number) for number in range(TICKS)],
    )


def _inside(it: Deployment, here: Here) -> bool:
    return it.at < here.period.end and (it.until is None or it.until > here.period.start)


def _title(rows: Sequence[Deployment], here: Here) -> str:
    crowned = [
        it
        for it in rows
        if it.role is Standing.CHAMPION and here.period.start < it.at and it.change
    ]
    if not crowned:
        return "No change of champion in this period"
    last = max(crowned, key=lambda it: it.at)
    moment = moment_words(last.at, here.zone, here.now)
    if len(crowned) == 1:
        return f"One change of champion: {last.policy} since {moment}"
    count = NUMBERS[len(crowned)] if len(crowned) < len(NUMBERS) else str(len(crowned))
    return f"{count} changes of champion, the last one to {last.policy} at {moment}"


def _lane(name: str, rows: Sequence[Deployment], here: Here) -> Lane:
    mine = [it for it in rows if it.policy == name]
    return Lane(name, of_policy(name), [_reign(it, here) for it in mine])


def _reign(it: Deployment, here: Here) -> Reign:
    left = place_in(here.period, it.at)
    right = place_in(here.period, it.until) if it.until else 100.0
    width = max(right - left, LEAST)
    since = moment_words(it.at, here.zone, here.now)
    until = moment_words(it.until, here.zone, here.now) if it.until else "now"
    words = f"{it.policy}, {it.role.value} from {since} to {until}"
    return Reign(
        left=f"{min(left, 100 - width):.2f}%",
        width=f"{width:.2f}%",
        words=f"{words}: {it.reason}" if it.reason else words,
        href=_period(it, here),
        look=it.role.value,
    )


def _period(it: Deployment, here: Here) -> str:
    """Return the address at which the period is a reign, in whole days."""
    first = it.at.astimezone(here.zone).date()
    last = min(it.until or here.now, here.now).astimezone(here.zone).date()
    text = f"day:{first}" if first >= last else f"{first}..{last}"
    return here.address.put(p=text).href


def _moments(rows: Sequence[Deployment], here: Here) -> list[Moment]:
    """Return who was live in the middle of equal parts of the period: where the cursor stands."""
    period = here.period
    parts = min(max(period.days, MOMENTS), MOST_MOMENTS)
    step = (period.end - period.start) / parts
    return [_moment(rows, period.start + step * (n + 0.5), here) for n in range(parts)]


def _moment(rows: Sequence[Deployment], at: datetime, here: Here) -> Moment:
    at = at.replace(microsecond=0)
    live = stood(rows, at)
    return Moment(
        when=moment_words(at, here.zone, here.now),
        href=here.address.without("peek").put(asof=at.isoformat().replace("+00:00", "Z")).href,
        champion=live.served if live else UNKNOWN,
        shadows=", ".join(live.shadows) or "none" if live else UNKNOWN,
    )


def _tick(here: Here, number: int) -> str:
    period = here.period
    at = period.start + (period.end - period.start) * number / (TICKS - 1)
    local = at.astimezone(here.zone)
    short = period.end - period.start <= timedelta(days=2)
    return f"{local:%H:%M}" if short else f"{local.day} {local:%b}"
