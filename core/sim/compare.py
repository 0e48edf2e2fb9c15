"""Set runs beside each other: does what one shows hold in all, and do they order policies alike."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.analytics.ranking import agreement
from core.analytics.verdict import Verdict, holds
from core.sim.findings import Findings, WorldFindings
from core.sim.hand import ORACLE


def compared(runs: Mapping[str, Findings]) -> tuple[str, ...]:
    """Return in sentences what holds in every world of every run, and how alike the orders are.

    Args: runs by the name that they shall be called by; each with its own judge, people or code.
    """
    firsts = {it.plan.first for it in runs.values()}
    if len(firsts) > 1:
        return (f"These runs compare with different policies: {', '.join(sorted(firsts))}.",)
    every = {
        f"{name}, {it.world}": it for name, found in runs.items() for it in found.worlds if it.clear
    }
    if len(every) < 2:  # noqa: PLR2004 — one world has nobody to agree with
        return ("There are no two worlds with a gap to compare.",)
    (first,) = firsts
    shared = set.intersection(*(_names(it) for it in every.values()))
    rivals = sorted(shared - {first, ORACLE})
    return (
        *(_held(name, first, every) for name in rivals if _judged_everywhere(name, every)),
        *_orders(sorted(shared - {ORACLE}), every),
    )


def _names(world: WorldFindings) -> set[str]:
    return {it.policy for it in world.lines}


def _judged_everywhere(name: str, every: Mapping[str, WorldFindings]) -> bool:
    return all(any(it.name == name for it in world.comparisons) for world in every.values())


def _held(name: str, first: str, every: Mapping[str, WorldFindings]) -> str:
    found = holds({where: it.verdict_on(name) for where, it in every.items()})
    if found.verdict is not Verdict.NO_EVIDENCE or not found.dissenters:
        return (
            f"{name}: {found.verdict} than {first}, everywhere"
            if _signed(found.verdict)
            else (f"{name}: no evidence against {first}, anywhere")
        )
    said = "; ".join(f"{it.where} says {it.verdict}" for it in found.dissenters)
    return f"{name}: no evidence against {first}, because {said}"


def _signed(verdict: Verdict) -> bool:
    return verdict is not Verdict.NO_EVIDENCE


def _orders(names: Sequence[str], every: Mapping[str, WorldFindings]) -> tuple[str, ...]:
    if len(names) < 2:  # noqa: PLR2004 — one policy is no order
        return ()
    values = np.array([[it.line(name).worth.value for name in names] for it in every.values()])
    found = agreement(values, tuple(every))
    if found.mean is None:
        return ()
    return (
        f"Kendall's tau over {len(every)} worlds: {found.mean:.2f} on average",
        *(f"  {it.tau:.2f} {it.one} and {it.other}" for it in found.pairs if it.tau is not None),
    )
