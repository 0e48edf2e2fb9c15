"""Let one arm of an experiment begin anew: its policy forgets all users of the arm, one by one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.domain.access import Right
from core.domain.annotation import AnnotationKind, marked
from core.domain.assignment import Experiment, arm_of
from core.domain.audit import Actor, Deed
from core.domain.ids import UserId
from core.errors import NotFound
from core.ports import Work
from core.usecases.acting import Acts, reason_of
from core.usecases.reset_posterior import concerned, forget, forgettable

Told = Callable[[int, int], None]
"""Hears how many users are done, of how many."""


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ArmForecast:
    """What resetting an arm would do; nothing has happened yet."""

    users: int
    settled: int
    """How many rewarded picks would teach no more."""


@dataclass(frozen=True, slots=True)
class ResetArm:
    """Reset the bandit of an arm; each user's reset stands by itself and can be undone for a week."""

    acts: Acts

    async def ask(self, actor: Actor, name: str, policy: str) -> ArmForecast:
        """Return what it would do. Raises: NotAllowed, NotFound, Malformed."""
        deed = Deed("asked what resetting an arm would forget", "experiment", name)
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, deed, fresh=False) as act:
            users = await _users_of(act.work, name, policy)
            settled = [await forgettable(act.work, user_id, policy) for user_id in users]
        return ArmForecast(len(users), sum(settled))

    async def __call__(
        self, actor: Actor, arm: tuple[str, str], reason: str, told: Told = _nobody
    ) -> int:
        """Return for how many users the arm's policy forgot.

        One transaction a user, so that tips are served meanwhile; when it is cut short, what is done
        is done, and doing it again does the rest.
        Args: arm is the experiment's name and the arm's policy. Raises: as `ask`; SignInAgain.
        """
        name, policy = arm
        deed = Deed("began to reset an arm", "experiment", name, reason, after={"policy": policy})
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, deed) as act:
            reason_of(reason)
            users = await _users_of(act.work, name, policy)
            act.deed = replace(deed, after={"policy": policy, "users": str(len(users))})
            words = f"{policy} in {name} begins anew"
            mark = marked(act.now, AnnotationKind.EXPERIMENT, words, name)
            await act.work.annotations.add(mark)
        for done, user_id in enumerate(users):
            told(done, len(users))
            await self._forget(actor, user_id, policy)
        told(len(users), len(users))
        after = {"policy": policy, "users": str(len(users))}
        over = replace(deed, action="reset an arm", after=after)
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, over, fresh=False):
            pass
        return len(users)

    async def _forget(self, actor: Actor, user_id: UserId, policy: str) -> None:
        try:
            async with self.acts.store.writing() as work:
                await work.users.get(user_id)
                await forget(work, user_id, policy, (self.acts.clock.now(), actor.name))
        except NotFound:
            return  # they have left meanwhile, and taken it along


async def _users_of(work: Work, name: str, policy: str) -> tuple[UserId, ...]:
    """Return the users of an arm of whom its policy has learned something."""
    experiment = next((it for it in await work.experiments.all() if it.name == name), None)
    if experiment is None or policy not in dict(experiment.shares):
        raise NotFound("experiment")
    mine = [it for it in await work.ledger.living() if _in_arm(experiment, it, policy)]
    return tuple([it for it in mine if await concerned(work, it, policy)])


def _in_arm(experiment: Experiment, user_id: UserId, policy: str) -> bool:
    arm = arm_of(experiment, user_id)
    return arm is not None and arm.policy == policy
