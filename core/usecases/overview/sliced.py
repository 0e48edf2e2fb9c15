"""Remember the slices of days: a day that nothing was added to since need not be read again."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from core.analytics.changed import Slices
from core.domain.overview_query import SliceRow
from core.domain.pick import Floats
from core.domain.rollup import BUCKETS, Sums

KEPT_D = 800
"""Days that are remembered, about ten kilobytes each: two years and two months."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Values of the weekday, which days are cut by, not tips."""

Cut = tuple[str, str]
"""A dimension and a value of it."""
Day = Mapping[Cut, Floats]
"""What is counted of a day's slices: done and answerable by group of users, (2, 20)."""


@dataclass(frozen=True, slots=True)
class Days:
    """Slices by day, the least wanted forgotten first.

    A day is known by all its sums. They hold times to the millisecond: two days in which different
    things happened do not have the same.
    """

    days: "OrderedDict[tuple[int, Sums], Day]" = field(default_factory=OrderedDict)

    def missing(self, sums: Mapping[int, Sums]) -> tuple[int, ...]:
        """Return the days whose slices are not known as they are now."""
        return tuple(sorted(day for day in sums if (day, sums[day]) not in self.days))

    def learn(self, sums: Mapping[int, Sums], rows: Iterable[SliceRow]) -> None:
        """Remember the slices of days."""
        found: dict[int, dict[Cut, Floats]] = defaultdict(dict)
        for row in rows:
            cut = found[row.day].setdefault((row.by, row.value), np.zeros((2, BUCKETS)))
            cut[:, row.bucket] = row.done, row.tips
        for day, cuts in found.items():
            if day in sums:
                self.days[day, sums[day]] = cuts
        while len(self.days) > KEPT_D:
            self.days.popitem(last=False)

    def of(self, sums: Mapping[int, Sums]) -> Day:
        """Return the slices of days together, weekdays among them."""
        total: dict[Cut, Floats] = {}
        for day, counted in sums.items():
            if (day, counted) in self.days:
                self.days.move_to_end((day, counted))
            for cut, values in self.days.get((day, counted), {}).items():
                _add(total, cut, values)
                if cut[0] == "policy":
                    _add(total, ("weekday", WEEKDAYS[date.fromordinal(day).weekday()]), values)
        return total


def slices(by: str, values: Collection[str], day: Day) -> Slices:
    """Return the slices of one dimension, (20, v) each."""
    nothing = np.zeros((2, BUCKETS))
    cuts = np.stack([day.get((by, value), nothing) for value in values], axis=-1)
    return Slices(cuts[0], cuts[1])


def _add(total: dict[Cut, Floats], cut: Cut, values: Floats) -> None:
    total[cut] = total[cut] + values if cut in total else values
