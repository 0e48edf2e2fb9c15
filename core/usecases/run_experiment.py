"""Begin, pause, resume or end an experiment: a share of users for each policy, the same throughout."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.bandit import catalogue
from core.domain.access import Right
from core.domain.annotation import AnnotationKind, marked
from core.domain.assignment import Experiment, ExperimentPlan, Pause
from core.domain.audit import Actor, Deed
from core.domain.deployment import RESERVE
from core.errors import Malformed, NotFound
from core.usecases.acting import Act, Acts, reason_of

MAX_NAME = 64
"""Letters of an experiment's name, at most."""


@dataclass(frozen=True, slots=True)
class RunExperiment:
    """Change which experiments run; each act needs a reason, and stands on the charts."""

    acts: Acts

    async def begin(self, actor: Actor, plan: ExperimentPlan, reason: str) -> Experiment:
        """Return the experiment, running from now on.

        Raises: NotAllowed, SignInAgain; Malformed when it has no name, an unknown policy, or shares
        that are none; also when there was an experiment of that name, whose users would be mixed
        with the new ones.
        """
        deed = Deed("began an experiment", "experiment", plan.name[:MAX_NAME], reason)
        async with self.acts.begin(actor, Right.EXPERIMENTS_RUN, deed) as act:
            reason_of(reason)
            experiment = _planned(plan, act.now)
            if any(it.name == plan.name for it in await act.work.experiments.all()):
                raise Malformed("name")
            act.deed = replace(deed, after={policy: f"{it:g}" for policy, it in experiment.shares})
            return await _saved(act, experiment, "began")

    async def end(self, actor: Actor, name: str, reason: str) -> Experiment:
        """Return the experiment, ended now. Raises: as `begin`; NotFound when none of it runs."""
        said = ("ended an experiment", "ended", reason)
        return await self._change(actor, name, said, lambda it, now: replace(it, ended_at=now))

    async def pause(self, actor: Actor, name: str, reason: str) -> Experiment:
        """Return the experiment, exposing nobody from now on; everybody keeps their arm."""
        said = ("paused an experiment", "paused", reason)
        return await self._change(actor, name, said, _paused)

    async def resume(self, actor: Actor, name: str, reason: str) -> Experiment:
        """Return the experiment, serving its users again, each in the arm they had."""
        said = ("resumed an experiment", "resumed", reason)
        return await self._change(actor, name, said, _resumed)

    async def all(self) -> tuple[Experiment, ...]:
        """Return every experiment, the oldest first."""
        async with self.acts.store.reading() as work:
            return await work.experiments.all()

    async def _change(
        self,
        actor: Actor,
        name: str,
        said: tuple[str, str, str],
        become: Callable[[Experiment, datetime], Experiment],
    ) -> Experiment:
        action, word, reason = said
        deed = Deed(action, "experiment", name[:MAX_NAME], reason)
        async with self.acts.begin(actor, Right.EXPERIMENTS_RUN, deed) as act:
            reason_of(reason)
            running = await act.work.experiments.running()
            found = next((it for it in running if it.name == name), None)
            if found is None:
                raise NotFound("experiment")
            return await _saved(act, become(found, act.now), word)


def _planned(plan: ExperimentPlan, now: datetime) -> Experiment:
    if not 0 < len(plan.name) <= MAX_NAME or not plan.name.isprintable():
        raise Malformed("name")
    if not plan.shares or not all(catalogue.knows(policy) for policy, _ in plan.shares):
        raise Malformed("policy")
    if plan.holdback and RESERVE in dict(plan.shares):
        raise Malformed("holdback")
    held = ((RESERVE, plan.holdback),) if plan.holdback else ()
    shares = (*held, *plan.shares)
    parts = [share for _, share in shares]
    if not (all(share > 0 for share in parts) and sum(parts) <= 1):
        raise Malformed("share")
    return Experiment(plan.name, shares, now, holdback=RESERVE if held else "")


async def _saved(act: Act, experiment: Experiment, word: str) -> Experiment:
    await act.work.experiments.save(experiment)
    words = f"experiment {experiment.name} {word}"
    mark = marked(act.now, AnnotationKind.EXPERIMENT, words, experiment.name)
    await act.work.annotations.add(mark)
    return experiment


def _paused(it: Experiment, now: datetime) -> Experiment:
    if it.paused:
        raise Malformed("experiment")
    return replace(it, pauses=(*it.pauses, Pause(now)))


def _resumed(it: Experiment, now: datetime) -> Experiment:
    if not it.paused:
        raise Malformed("experiment")
    return replace(it, pauses=(*it.pauses[:-1], Pause(it.pauses[-1].since, now)))
