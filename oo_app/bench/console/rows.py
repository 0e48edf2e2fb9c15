"""Lay a log out as rows that both databases take, a chunk at a time."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from oo_app.bench.console import log as words
from oo_app.bench.console.log import UNTOLD, Flags, Ints, Log
from oo_app.bench.console.people import NEVER, Lived

Value: TypeAlias = str | int | float | bytes | None
"""What a cell holds: SQLite keeps times and ids as text, and PostgreSQL reads them from it."""
Rows: TypeAlias = Iterator[tuple[Value, ...]]
"""Rows in the order of a table's columns."""

TIP_FACTS = (
    *("tip_id", "user_id", "served_at", "day", "surface", "policy", "policy_version"),
    *("propensity", "candidates", "size", "tenure", "week", "known", "assigned", "assigned_by"),
    *("experiment", "barred", "explored", "fallback", "took_us", "hour", "priority", "due"),
    *("minutes", "greedy", "greedy_p", "expected_p", "variance_p", "targets", "disagreeing"),
    *("ending", "answered_at", "answered_day", "answered_week", "dwell_ms", "elsewhere"),
    *("undone", "reward_milli", "final"),
)
"""Columns of the facts, in our order."""
USER_FACTS = (
    *("user_id", "joined_at", "last_seen_at", "timezone", "connected_at", "first_tip_at"),
    *("first_answer_at", "returned_at", "tips", "done", "snooze", "dismiss", "none", "policy"),
    *("experiment", "arm", "link", "consents"),
)
"""Columns of the users, in our order."""
LINKS = ("none", "todoist", "lost")
"""How links stand, by code."""
ZONES = ("Europe/Berlin", "America/Bogota", "Asia/Tokyo", "UTC")
"""Where users are, by turns."""
CONSENTS = ("terms,tips", "terms,tips,research")
"""What users allow, by whether they are in the experiment."""


def fact_rows(log: Log, users: Sequence[str]) -> Rows:
    """Yield the rows of `tip_facts`; users are their ids as text."""
    told = log.answered
    columns: list[Any] = [  # one list a column, each of its own kind
        hexes(log.ids),
        [users[it] for it in log.user.tolist()],
        moments(log.served_us),
        log.day.tolist(),
        _said(words.SURFACES, log.surface),
        _said(words.POLICIES, log.policy),
        log.version.tolist(),
        log.propensity.tolist(),
        log.candidates.tolist(),
        _said(words.SIZES, log.size),
        _said(words.TENURES, log.tenure),
        log.week.tolist(),
        [1] * len(log),
        _said(words.POLICIES, log.policy),
        _said(words.ASSIGNERS, log.experiment),
        _said(words.EXPERIMENTS, log.experiment),
        log.barred.tolist(),
        _flags(log.explored),
        _said(words.FALLBACKS, log.fallback),
        log.took_us.tolist(),
        log.hour.tolist(),
        _said(words.PRIORITIES, log.priority),
        _said(words.DUES, log.due),
        _said(words.MINUTES, log.minutes),
        _flags(log.greedy),
        log.greedy_p.tolist(),
        log.expected_p.tolist(),
        log.variance_p.tolist(),
        _targets(log),
        log.disagreeing.tolist(),
        _said(words.ENDINGS, log.ending),
        _known(moments(log.answered_us), told),
        _known(log.answered_day.tolist(), told),
        _known(log.answered_week.tolist(), told),
        _known(log.dwell_ms.tolist(), told),
        _flags(log.elsewhere),
        log.undone.tolist(),
        _known(log.reward_milli.tolist(), log.rewarded),
        _flags(log.final),
    ]
    yield from zip(*columns, strict=True)


def user_rows(lived: Lived, users: Sequence[str]) -> Rows:
    """Yield the rows of `user_facts`."""
    crowd, number = lived.crowd, range(len(lived.crowd))
    joined = moments(crowd.joined_s * 1_000_000)
    served = ["" if it == UNTOLD else words.POLICIES[it] for it in lived.policy.tolist()]
    inside = lived.experiment > 0
    columns: list[Any] = [  # one list a column, each of its own kind
        users,
        joined,
        moments(lived.last_seen),
        [ZONES[it % len(ZONES)] for it in number],
        _known(joined, crowd.link > 0),
        *(_ever(it) for it in (lived.first_tip, lived.first_answer, lived.returned)),
        *lived.counts.T.tolist(),
        served,
        _said(words.EXPERIMENTS, lived.experiment),
        [name if there else "" for name, there in zip(served, inside, strict=True)],
        _said(LINKS, crowd.link),
        _said(CONSENTS, (crowd.arm != UNTOLD).astype(np.int64)),
    ]
    yield from zip(*columns, strict=True)


def hexes(ids: npt.NDArray[np.uint8]) -> list[str]:
    """Return ids as text."""
    whole = ids.tobytes().hex()
    return [whole[start : start + 32] for start in range(0, len(whole), 32)]


def moments(at_us: Ints) -> list[str]:
    """Return moments as both databases read them: UTC, to the microsecond."""
    told = np.datetime_as_string(at_us.astype("datetime64[us]"))
    letters = told.view(np.uint32).reshape(len(told), -1)
    letters[:, 10] = ord(" ")
    found: list[str] = told.tolist()
    return found


def _ever(at_us: Ints) -> list[Value]:
    known = at_us != NEVER
    return _known(moments(np.where(known, at_us, 0)), known)


def _said(names: tuple[str, ...], codes: Ints) -> list[Value]:
    return [names[it] for it in codes.tolist()]


def _flags(flags: Flags) -> list[Value]:
    return [int(it) for it in flags.tolist()]


def _known(values: Sequence[Any], there: Flags) -> list[Value]:
    """Return values, and None where there is none. Any: text or numbers."""
    return [value if told else None for value, told in zip(values, there.tolist(), strict=True)]


def _targets(log: Log) -> list[Value]:
    beside = log.beside
    parts = (beside.chance, beside.agrees, beside.unsupported, beside.direct, beside.expected)
    told = []
    for place in range(words.SHADOWS):
        names = _said(words.POLICIES, beside.policy[:, place])
        rows = zip(names, *(it[:, place].tolist() for it in parts), strict=True)
        told.append(
            [
                f'["{who}",{p!r},{str(same).lower()},{u!r},{v!r},{q!r}]'
                for who, p, same, u, v, q in rows
            ]
        )
    return [f"[{','.join(each)}]" for each in zip(*told, strict=True)]
