"""Keep sums over facts in memory, and add them up when they are asked for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.domain.rollup import Bin, Cell, Change, Sums, TargetCell
from core.domain.rollup_query import (
    BinsRow,
    BinsWanted,
    By,
    SumsRow,
    SumsWanted,
    TargetsRow,
    TargetsWanted,
)
from core.memory.draft import Draft
from core.memory.facts import add_to, summed

Group = tuple[tuple[str, Any], ...]
"""What a group has in common, by name. Any: text and numbers."""


@dataclass(frozen=True, slots=True)
class MemoryRollups:
    """Sums in memory."""

    draft: Draft

    async def add(self, change: Change) -> None:
        """Add a change."""
        add_to(self.draft.cells, change.cells, lambda it: it.tips == 0)
        add_to(self.draft.target_cells, change.targets, lambda it: it.n == 0)
        for key, n in change.bins.items():
            total = (self.draft.bins.get(key) or 0) + n
            if total:
                self.draft.bins.put(key, total)
            else:
                self.draft.bins.drop(key)

    async def sums(self, wanted: SumsWanted) -> tuple[SumsRow, ...]:
        """Return the sums of cells, group by group in order."""
        found = (
            (_group(wanted.by, cell.start, cell, cell.value), sums)
            for cell, sums in self.draft.cells.items()
            if cell.grain is wanted.grain
            and cell.dim is wanted.dim
            and wanted.first <= cell.start < wanted.end
            and _among(cell.policy, wanted.policies)
            and _among(cell.experiment, wanted.experiments)
            and _among(cell.value, wanted.values)
        )
        return tuple(
            SumsRow(_only(sums, wanted.names), **dict(key)) for key, sums in _ordered(summed(found))
        )

    async def targets(self, wanted: TargetsWanted) -> tuple[TargetsRow, ...]:
        """Return what judges targets, group by group in order."""
        found = (
            (_group(wanted.by, cell.day, cell, cell.target), sums)
            for cell, sums in self.draft.target_cells.items()
            if wanted.first <= cell.day < wanted.end
            and _among(cell.policy, wanted.policies)
            and _among(cell.target, wanted.targets)
        )
        return tuple(TargetsRow(sums, **dict(key)) for key, sums in _ordered(summed(found)))

    async def bins(self, wanted: BinsWanted) -> tuple[BinsRow, ...]:
        """Return the bins of a measure, group by group in order."""
        groups: dict[Group, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for cell, n in self._bins(wanted):
            groups[_group(wanted.by, cell.day, cell, cell.target)][cell.place] += n
        return tuple(
            BinsRow(dict(sorted(counts.items())), **dict(key)) for key, counts in _ordered(groups)
        )

    def _bins(self, wanted: BinsWanted) -> Iterator[tuple[Bin, int]]:
        for cell, n in self.draft.bins.items():
            inside = cell.measure is wanted.measure and wanted.first <= cell.day < wanted.end
            policy = _among(cell.policy, wanted.policies)
            if inside and policy and _among(cell.target, wanted.targets):
                yield cell, n


def _only(sums: Sums, names: tuple[str, ...]) -> Sums:
    return Sums(**{name: getattr(sums, name) for name in names}) if names else sums


def _ordered(groups: Any) -> Any:
    """Return groups with what belongs to them, in order. Any: every kind of sums."""
    return sorted(groups.items(), key=lambda pair: tuple(value for _, value in pair[0]))


def _group(by: frozenset[By], start: int, cell: Cell | TargetCell | Bin, value: str) -> Group:
    told = {
        By.START: start,
        By.POLICY: cell.policy,
        By.EXPERIMENT: getattr(cell, "experiment", ""),
        By.VALUE: value,
        By.BUCKET: getattr(cell, "bucket", 0),
    }
    return tuple((name.value, it) for name, it in told.items() if name in by)


def _among(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted
