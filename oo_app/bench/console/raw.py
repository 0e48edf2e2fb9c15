"""Answer the overview from the facts themselves, to see what the sums are worth."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from core.storage.sqlite import READING
from oo_app.bench.console.ask import Spans

ENDED = ", ".join(
    f"sum(CASE WHEN ending = '{it}' THEN 1 ELSE 0 END)"
    for it in ("open", "done", "snooze", "dismiss", "none")
)
"""How tips ended, counted."""
WHEN = "FROM tip_facts WHERE day >= {first} AND day < {end}"
"""The facts of a period."""
STATEMENTS = (
    f"SELECT day, policy, experiment, count(*), {ENDED}, sum(reward_milli) {WHEN} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    f"SELECT user_id, count(*), {ENDED} {WHEN} GROUP BY 1",
    f"SELECT day, count(DISTINCT user_id) {WHEN} GROUP BY 1",
    f"SELECT took_us, count(*) {WHEN} GROUP BY 1",
)
"""Mix by day and policy; users for the intervals; who was active; how long scoring took."""


async def scan(engine: AsyncEngine, spans: Spans) -> Sequence[Any]:
    """Return the first statement's rows for the newer period, once all are answered. Any: rows."""
    found = []
    async with engine.connect() as connection:
        reading = await connection.execution_options(**{READING: True})
        for first, end in spans.days:
            for statement in STATEMENTS:
                asked = statement.format(first=first, end=end)
                found.append((await reading.exec_driver_sql(asked)).all())
    return found[0]
