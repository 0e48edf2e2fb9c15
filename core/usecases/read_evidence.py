"""Gather all that is known of a policy against the champion: picks, guardrails and simulations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from types import MappingProxyType

from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import difference
from core.analytics.judged import Worth
from core.analytics.margins import Guardrail as Held
from core.analytics.margins import Standing
from core.analytics.policy_sums import Judgement, PolicySums, answered, by_policy, by_target
from core.analytics.propensity_alarm import Mismatch, Propensities
from core.domain.deployment import Policies
from core.domain.figure import TooFew
from core.domain.preflight import Evidence, Guardrail, Lead, Margin
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted, TargetsWanted
from core.domain.trial import ReadTrial, never_tried
from core.ports import Clock, Store
from core.usecases.overview.guards import MARGINS

LOOKS_BACK = timedelta(days=28)
"""Evidence is of four weeks: each weekday counts four times, and an old policy is not held to its youth."""
RISE = MappingProxyType(
    {
        "dismiss rate": MARGINS["dismissed"],
        "undo rate": MARGINS["undone"],
        "no answer": MARGINS["unanswered"],
    }
)
"""By how much each share may be higher than under the champion: what the overview holds it to."""
FOUND = MappingProxyType(
    {
        Standing.HELD: Margin.HELD,
        Standing.WATCH: Margin.WATCH,
        Standing.BROKEN: Margin.BROKEN,
    }
)
"""What a standing means for a promotion; what has too few picks says nothing."""


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """Read what rollups and finished simulations say; nothing is scanned, nothing is run."""

    store: Store
    clock: Clock
    settings: Policies
    zone: tzinfo
    read_trial: ReadTrial = never_tried

    async def __call__(self, policy: str) -> Evidence:
        """Return it; what nobody knows is None."""
        today = self.clock.now().astimezone(self.zone).date()
        first, end = (today - LOOKS_BACK).toordinal() + 1, today.toordinal() + 1
        by = frozenset({By.POLICY, By.BUCKET})
        async with self.store.reading() as work:
            champion = (await work.deployments.policies() or self.settings).served
            both = (champion, policy)
            sums = by_policy(
                await work.rollups.sums(SumsWanted(Grain.DAY, first, end, by=by, policies=both))
            )
            apart = frozenset({By.VALUE, By.BUCKET})
            wanted = TargetsWanted(first, end, apart, policies=(champion,), targets=(policy,))
            judged = by_target(await work.rollups.targets(wanted))
        trial = await self.read_trial(policy, champion)
        found = picked(sums, champion, policy, judged.get(policy))
        if trial is None:
            return found
        return Evidence(
            lead=found.lead,
            effective=found.effective,
            unsupported=found.unsupported,
            guardrails=found.guardrails,
            propensity_alarm=found.propensity_alarm,
            simulated=trial.simulated,
            worst_group=trial.worst_group,
        )


def picked(
    sums: Mapping[str, PolicySums], champion: str, policy: str, judged: Judgement | None
) -> Evidence:
    """Return what real picks say: those of the champion, and the policy's own where it served."""
    ours, theirs = sums.get(policy, PolicySums()), sums.get(champion, PolicySums())
    believed = theirs.propensities
    worth = judged.worth(believed) if judged else None
    lift = worth.lift if isinstance(worth, Worth) else None
    return Evidence(
        lead=Lead(lift.low, lift.high) if lift else None,
        effective=judged.sums.effective if judged else None,
        unsupported=judged.sums.outside if judged else None,
        guardrails=guardrails(ours, theirs),
        propensity_alarm=_alarm(believed, ours.propensities),
    )


def guardrails(ours: PolicySums, theirs: PolicySums) -> tuple[Guardrail, ...] | None:
    """Return the guardrails that can be measured; None when none can, as of one that never served.

    Groups of users are left out of both sides at once: a user whom both served counts in both.
    """
    shares: Mapping[str, Callable[[PolicySums], Groups]] = {
        "dismiss rate": lambda it: it.of_answerable(lambda sums: sums.dismiss),
        "undo rate": lambda it: Groups(it.by_group(lambda s: s.undone), it.by_group(answered)),
        "no answer": lambda it: it.of_answerable(lambda sums: sums.none + sums.open),
    }
    made = [
        Guardrail(name, FOUND[standing])
        for name, of in shares.items()
        if (standing := Held(RISE[name]).standing(difference(of(ours), of(theirs)))) in FOUND
    ]
    return tuple(made) or None


def _alarm(champion: Mismatch | TooFew, own: Mismatch | TooFew) -> bool | None:
    """Return whether either log is wrong; None when the one that judges has too few picks to tell."""
    both = (champion, own)
    if any(isinstance(it, Mismatch) and it.verdict is Propensities.ALARM for it in both):
        return True
    return None if isinstance(champion, TooFew) else False
