"""Learn from those who allow it what to expect of the next person; nobody can be read from it."""

from dataclasses import dataclass
from datetime import timedelta

from core.bandit import catalogue
from core.bandit.bayes import Bayes
from core.bandit.catalogue import Terms
from core.bandit.features import FEATURES_VERSION
from core.bandit.population import MIN_PEOPLE, learn_prior
from core.bandit.shipped import shipped
from core.bandit.sums import Sums
from core.domain.annotation import AnnotationKind, marked
from core.domain.consent import Purpose, allowed
from core.domain.ids import UserId
from core.domain.posterior import PopulationPrior
from core.errors import PosteriorCorrupt
from core.ports import Clock, Store, Work

EVERY = timedelta(days=1)
"""How often people are asked anew; who left or withdrew is out of the next one."""
MIN_LESSONS = 5
"""Who has answered less says little of people."""


@dataclass(frozen=True, slots=True)
class LearnPrior:
    """Pool the sums of consenting users into one prior, at most once a day."""

    store: Store
    clock: Clock

    async def __call__(self) -> int:
        """Return over how many people a prior was learned; 0 when it was not time, or too few."""
        now = self.clock.now()
        async with self.store.reading() as work:
            newest = await work.priors.newest(catalogue.TAUGHT_PRIOR)
            if newest is not None and now - newest.at < EVERY:
                return 0
            found = [await self._sums(work, user_id) for user_id in await work.ledger.living()]
        people = [it for it in found if it is not None and it.count >= MIN_LESSONS]
        if len(people) < MIN_PEOPLE:
            return 0
        blob = learn_prior(people, shipped()).dump()
        prior = PopulationPrior(catalogue.TAUGHT_PRIOR, FEATURES_VERSION, blob, len(people), now)
        async with self.store.writing() as work:
            await work.priors.add(prior)
            words = f"prior of {prior.policy} from {prior.people} people"
            await work.annotations.add(marked(now, AnnotationKind.PRIOR, words, prior.id))
        return len(people)

    async def _sums(self, work: Work, user_id: UserId) -> Sums | None:
        if not allowed(await work.consents.of(user_id), Purpose.RESEARCH):
            return None
        kept = (await work.posteriors.of(user_id)).get(catalogue.TAUGHT_PRIOR)
        if kept is None:
            return None
        try:
            today = Terms(self.clock.now().toordinal())
            policy = catalogue.load(kept.policy, kept.blob, today)
        except PosteriorCorrupt:
            return None  # it is built anew at its user's next answer
        return policy.today if isinstance(policy, Bayes) else None
