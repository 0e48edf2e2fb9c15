"""Hand out the picks that the log shows: ids, numbers and words of ours."""

from core.domain.fact import Fact
from core.domain.pseudonym import pseudonym
from core.wiring import running
from oo_admin.exported import MAX_ROWS, Cell, Exported
from oo_admin.here import Here
from oo_admin.log.asked import asked_of

COLUMNS = (
    *("shown_at", "pick", "user", "policy", "policy_version", "experiment", "explored", "fallback"),
    *("propensity", "candidates", "barred", "shadows", "disagreeing", "took_us", "ending"),
    *("answered_ms", "dwell_ms", "elsewhere", "reward_milli", "final", "hour", "priority", "due"),
    *("minutes", "tenure", "surface"),
)
"""What is told of each pick."""


async def table(here: Here) -> Exported:
    """Return every pick that the address asks for, in its order."""
    found = running().read_picks.every(asked_of(here), MAX_ROWS)
    return Exported(COLUMNS, [_row(fact) async for fact in found])


def _row(fact: Fact) -> tuple[Cell, ...]:
    choice = fact.choice
    return (
        fact.served_at.isoformat(),
        str(fact.tip_id),
        pseudonym(fact.user_id),
        fact.policy,
        fact.policy_version,
        choice.experiment,
        int(choice.explored),
        choice.fallback,
        fact.propensity,
        fact.candidates,
        choice.barred,
        len(choice.targets),
        fact.disagreeing,
        choice.took_us,
        fact.ending.value,
        fact.answered_ms,
        fact.dwell_ms,
        int(fact.elsewhere),
        fact.reward_milli,
        int(fact.final),
        choice.hour,
        choice.priority,
        choice.due,
        choice.minutes,
        fact.tenure,
        fact.surface,
    )
