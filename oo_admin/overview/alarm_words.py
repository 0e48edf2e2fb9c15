"""Put alarms into words: what, numbers, since when, whose they are, what follows, one way on."""

from collections.abc import Sequence

from core.domain.overview import Alarm
from oo_admin.frame import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import count, share, signed
from oo_admin.overview.seen import AlarmRow

OWNER = "owner: whoever operates"
"""Nobody is on call by name: it is everybody's who may act."""


def alarm_rows(alarms: Sequence[Alarm], here: Here) -> list[AlarmRow]:
    """Return the alarms as rows, in their order."""
    return [_row(it, here) for it in alarms]


def _row(it: Alarm, here: Here) -> AlarmRow:
    what, numbers, follows = _told(it)
    since = f"since {moment_words(it.since, here.zone, here.now)}" if it.since else ""
    path, filters, way = _way(it)
    return AlarmRow(
        look="bad" if it.grave else "warn",
        level="Alarm" if it.grave else "Watch",
        what=what,
        rest=" · ".join(part for part in (numbers, since, OWNER, follows) if part),
        href=here.address.to(path, *filters).href,
        way=way,
    )


def _told(it: Alarm) -> tuple[str, str, str]:
    """Return what is wrong, its numbers, and what follows from it."""
    part = f"{count(it.count)} of {count(it.of)} links"
    events = f"{count(it.count)} {'event' if it.count == 1 else 'events'}"
    match it.kind:
        case "propensity":
            what = f"Logged propensities of {it.subject} do not match what was served"
            z = f"z = {signed(it.z, 1)}, {count(it.count)} picks"
            return what, z, "no off-policy figure may be read"
        case "lost":
            what = f"{share(it.count / it.of)} of integrations are lost"
            return what, part, "these users get no tips"
        case "sync":
            return f"{share(it.count / it.of)} of links do not sync", part, "users see older tasks"
        case "dead":
            return f"{events} failed for good", "", "something was not learned or counted"
        case _:
            return f"Events are late: {count(it.count)} wait", "", "figures and learning lag"


def _way(it: Alarm) -> tuple[str, tuple[str, ...], str]:
    match it.kind:
        case "propensity":
            return "/admin/policies", (), "Open policies"
        case "lost":
            return "/admin/users", ("link:lost",), "Open users"
        case "sync":
            return "/admin/users", ("link:todoist",), "Open users"
        case _:
            return "/admin/notes", ("kind:incident",), "Open incidents"
