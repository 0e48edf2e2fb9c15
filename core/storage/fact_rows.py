"""Lay facts out as rows, and read them back bit for bit."""

from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from core.domain.fact import Choice, Ending, Fact, Target
from core.domain.ids import TipId, UserId

Columns = dict[str, Any]
"""Values of a row by column: text, numbers, times and a list."""

CHOSEN = tuple(it.name for it in fields(Choice) if it.name != "targets")
"""Columns that a choice fills, each by its own name."""
TOLD = tuple(it.name for it in fields(Fact) if it.name != "choice")
"""Columns that the rest of a fact fills."""


_TARGET = attrgetter(*(it.name for it in fields(Target)))


def fact_out(fact: Fact) -> Columns:
    """Return a fact's row."""
    return {
        **{name: getattr(fact, name) for name in TOLD},
        **{name: getattr(fact.choice, name) for name in CHOSEN},
        "targets": [list(_TARGET(it)) for it in fact.choice.targets],
        "size": fact.size,
        "disagreeing": fact.disagreeing,
    }


def fact_in(row: Row[Any]) -> Fact:
    """Return the fact that a row holds. Any: a row's columns differ."""
    told = {name: getattr(row, name) for name in TOLD}
    chosen = {name: getattr(row, name) for name in CHOSEN}
    known = {
        "tip_id": TipId(row.tip_id),
        "user_id": UserId(row.user_id),
        "ending": Ending(row.ending),
        "choice": Choice(**chosen, targets=tuple(Target(*it) for it in row.targets)),
    }
    return Fact(**told | known)
