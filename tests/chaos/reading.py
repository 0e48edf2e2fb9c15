"""Read the other two books at the end: the stand-in's, and the database's."""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime

import httpx
from sqlalchemy import Table, select

from core.storage.engine import open_engine
from core.storage.tables.learning import TIP_OUTCOMES, TIP_REWARDS
from core.storage.tables.queues import COMMANDS, OUTBOX
from core.storage.tables.signals import DEAD_LETTERS, DELIVERIES, INBOX
from core.storage.tables.tips import TIP_FEEDBACK, TIP_VIEWS
from tests.chaos.book import Kept, KeptAnswer, KeptEvent, KeptOutcome, KeptTip, Outside

TABLES = (
    TIP_FEEDBACK, TIP_VIEWS, TIP_REWARDS, TIP_OUTCOMES,
    OUTBOX, COMMANDS, INBOX, DEAD_LETTERS, DELIVERIES,
)  # fmt: skip
"""What is compared."""


async def read_outside(url: str) -> tuple[Outside, dict[str, int]]:
    """Return what the stand-in saw, and how many requests its webhooks took, with why some failed."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        seen = (await client.get("/book")).json()
    completed = defaultdict(list)
    for task, at in seen["completed"]:
        completed[task].append(datetime.fromisoformat(at))
    outside = Outside(
        executed=tuple(seen["ran"]),
        completed_at={task: tuple(times) for task, times in completed.items()},
        checked=frozenset(seen["checked"]),
        hooks=tuple(seen["hooks"]),
    )
    return outside, {"sent": seen["sent"], "failed": seen["failed"]}


async def read_kept(database: str) -> Kept:
    """Return what the database holds, read in one moment."""
    engine = open_engine(database)
    async with engine.connect() as connection:
        rows = {
            table: (await connection.execute(_newest_last(table))).mappings().all()
            for table in TABLES
        }
    await engine.dispose()
    rewards = defaultdict(list)
    for row in rows[TIP_REWARDS]:
        rewards[str(row["tip_id"])].append(row["milli"])
    closes = [row for row in rows[COMMANDS] if row["kind"] == "close"]
    return Kept(
        answers=tuple(map(_answer, rows[TIP_FEEDBACK])),
        tips={str(row["id"]): _tip(row) for row in rows[TIP_VIEWS]},
        rewards={tip: tuple(history) for tip, history in rewards.items()},
        outcomes=tuple(
            KeptOutcome(str(row["tip_id"]), row["kind"], _utc(row["at"]))
            for row in rows[TIP_OUTCOMES]
        ),
        events=tuple(map(_event, rows[OUTBOX])),
        inbox=tuple((row["consumer"], str(row["event_id"])) for row in rows[INBOX]),
        dead_letters=len(rows[DEAD_LETTERS]),
        deliveries=dict(Counter(row["digest"] for row in rows[DELIVERIES])),
        closes={str(row["id"]): _ended(row) for row in closes},
        commands=frozenset(str(row["id"]) for row in rows[COMMANDS]),
    )


def _newest_last(table: Table):
    return select(table).order_by(*table.primary_key.columns)


def _answer(row) -> KeptAnswer:
    return KeptAnswer(
        id=str(row["id"]),
        user=str(row["user_id"]),
        tip=str(row["tip_id"]),
        kind=row["kind"],
        at=_utc(row["at"]),
        undone=row["undone_at"] is not None,
        dwell_ms=row["dwell_ms"],
    )


def _tip(row) -> KeptTip:
    return KeptTip(str(row["user_id"]), row["task_id"], _utc(row["served_at"]))


def _event(row) -> KeptEvent:
    said = json.loads(row["payload"])
    return KeptEvent(
        id=str(row["id"]),
        subject=row["subject"],
        sent=row["sent_at"] is not None,
        tip=said.get("tip_id") or "",
        reaction=said.get("reaction_id") or "",
    )


def _ended(row) -> str:
    if row["done_at"] is not None:
        return "done"
    return f"dead: {row['error']}" if row["dead_at"] is not None else "waiting"


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
