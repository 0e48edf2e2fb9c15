"""Say what learning needs stored: outcomes, rewards, what was learned, and the log to judge it by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.assignment import Experiment
from core.domain.ids import TipId, UserId
from core.domain.outcome import Outcome
from core.domain.pick import Pick
from core.domain.posterior import PopulationPrior, Posterior
from core.domain.reward import Reward
from core.domain.tip import Surface, Tip


class Outcomes(Protocol):
    """What became of tips; append-only.

    `unanswered` are open tips served before a time that have neither IGNORED nor COMPLETED.
    """

    async def add(self, outcome: Outcome) -> None: ...
    async def of_tip(self, user_id: UserId, tip_id: TipId) -> tuple[Outcome, ...]: ...
    async def of(self, user_id: UserId) -> tuple[Outcome, ...]: ...
    async def unanswered(self, before: datetime, limit: int) -> tuple[Tip, ...]: ...


class Rewards(Protocol):
    """What picks were worth; append-only, the newest row of a tip stands.

    `standing` are the newest rows of a user's tips, oldest tip first, taken-back ones left out,
    of all tips or of those served since a time;
    `provisional` are newest rows that are not final although their tip was served before a time.
    """

    async def add(self, reward: Reward) -> None: ...
    async def of_tip(self, user_id: UserId, tip_id: TipId) -> Reward | None: ...
    async def standing(
        self, user_id: UserId, since: datetime | None = None
    ) -> tuple[Reward, ...]: ...
    async def of(self, user_id: UserId) -> tuple[Reward, ...]: ...
    async def provisional(self, before: datetime, limit: int) -> tuple[Reward, ...]: ...


class Posteriors(Protocol):
    """What policies have learned about users, and every state that a kept pick refers to.

    `keep` of version 1 inserts, of a later one replaces exactly the version before it, or raises
    StaleWrite; each kept posterior is also a state. `sweep` drops states older than a time that no
    pick and no posterior refers to.
    """

    async def of(self, user_id: UserId) -> Mapping[str, Posterior]: ...
    async def keep(self, posterior: Posterior) -> None: ...
    async def drop(self, user_id: UserId, policy: str) -> None: ...
    async def state(self, user_id: UserId, state: str) -> bytes: ...
    async def sweep(self, before: datetime) -> int: ...


class Priors(Protocol):
    """What policies expect of new users; `newest` of a policy is in force, `get` raises NotFound."""

    async def add(self, prior: PopulationPrior) -> None: ...
    async def newest(self, policy: str) -> PopulationPrior | None: ...
    async def get(self, prior_id: str) -> PopulationPrior: ...


class Experiments(Protocol):
    """Experiments by name; `running` are those that have not ended, oldest first."""

    async def save(self, experiment: Experiment) -> None: ...
    async def running(self) -> tuple[Experiment, ...]: ...
    async def all(self) -> tuple[Experiment, ...]: ...


@dataclass(frozen=True, slots=True)
class Logged:
    """One pick as the log holds it, with whose it is and when and where it was served."""

    user_id: UserId
    tip_id: TipId
    served_at: datetime
    surface: Surface
    pick: Pick


class PickLog(Protocol):
    """All picks of all users, by tip id; `find` raises NotFound, `sweep` drops those served before a time."""

    async def page(self, after: TipId | None, limit: int) -> tuple[Logged, ...]: ...
    async def find(self, tip_id: TipId) -> Logged: ...
    async def sweep(self, before: datetime) -> int: ...
