"""Read back from a row of the sheet what its candidate was like."""

import math

from core.bandit.choice import MOST_URGENT
from core.bandit.columns import LOG_DAYS, OFTEN, USUAL_MIN
from core.domain.pick import Pick
from core.domain.traits import Traits


def traits_of(pick: Pick, place: int) -> Traits:
    """Return what the features of the candidate at this place tell."""
    told = dict(zip(pick.feature_names, pick.features[place].tolist(), strict=True))
    priority, length = told.get("priority"), told.get("minutes", 0.0)
    return Traits(
        overdue_d=round(math.expm1(told.get("days_overdue", 0.0) * LOG_DAYS))
        if told.get("is_overdue")
        else None,
        soon=bool(told.get("due_soon")),
        priority=None if priority is None else MOST_URGENT + 1 - int(priority),
        minutes=round(USUAL_MIN**length * USUAL_MIN) if length else None,
        snoozed=round(told.get("snoozed", 0.0) * OFTEN),
    )
