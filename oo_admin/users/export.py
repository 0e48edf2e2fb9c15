"""Hand out the list of users as it is narrowed: pseudonyms, numbers and our own words."""

from core.domain.figure import Figure
from core.domain.pseudonym import pseudonym
from core.domain.users_panel import Listed
from core.wiring import running
from oo_admin.exported import Exported
from oo_admin.frame import Here
from oo_admin.users.asked import asked_of

COLUMNS = (
    "user",
    "last_seen_at",
    "joined_at",
    "timezone",
    "integration",
    "policy",
    "experiment",
    "arm",
    "tips",
    "done",
    "snoozed",
    "dismissed",
    "unanswered",
    "done_rate",
    "done_rate_low",
    "done_rate_high",
    "tips_ever",
    "consents",
)
"""Columns of the export; counts are of the period."""


async def table(here: Here) -> Exported:
    """Return every user that the address asks for."""
    found = await running().read_users.all(asked_of(here))
    return Exported(COLUMNS, [_row(it) for it in found])


def _row(it: Listed) -> tuple[str | float | int | None, ...]:
    fact, lived = it.fact, it.lived
    rate = it.rate if isinstance(it.rate, Figure) else None
    return (
        pseudonym(fact.user_id),
        fact.last_seen_at.isoformat(),
        fact.joined_at.isoformat(),
        fact.timezone,
        fact.link.value,
        fact.policy,
        fact.experiment,
        fact.arm,
        lived.tips,
        lived.done,
        lived.snooze,
        lived.dismiss,
        lived.none,
        rate.value if rate else None,
        rate.low if rate else None,
        rate.high if rate else None,
        fact.lived.tips,
        " ".join(fact.consents),
    )
