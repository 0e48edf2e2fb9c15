"""Write down at a start what serves, and what is another than at the last one."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.annotation import Annotation, AnnotationKind, following, marked
from core.domain.consent import TEXT_VERSION
from core.domain.deployment import Policies
from core.errors import StaleWrite
from core.ports import Clock, Store, Work
from core.rewards.ladder import REWARD_SPEC
from core.usecases.redeploy import deployed


@dataclass(frozen=True, slots=True)
class NoteStart:
    """Make the settings the first deployment, and mark what a new version brought with it."""

    store: Store
    clock: Clock
    settings: Policies
    version: str

    async def __call__(self) -> Policies:
        """Return what serves; processes that start at once write everything once."""
        try:
            return await self._note()
        except StaleWrite:  # another process starts at this very moment
            return await self._note()

    async def _note(self) -> Policies:
        now = self.clock.now()
        async with self.store.writing() as work:
            serves = await deployed(work, now, self.settings)
            for mark in self._marks(now):
                await _if_new(work, mark)
        return serves

    def _marks(self, now: datetime) -> tuple[Annotation, ...]:
        reward, consent = f"reward by {REWARD_SPEC}", f"consent text {TEXT_VERSION}"
        return (
            marked(now, AnnotationKind.DEPLOY, f"Deploy {self.version}", self.version),
            marked(now, AnnotationKind.REWARD, reward, REWARD_SPEC),
            marked(now, AnnotationKind.CONSENT, consent, TEXT_VERSION),
        )


async def _if_new(work: Work, mark: Annotation) -> None:
    """Add a mark whose version is another than that of the last one of its kind."""
    known = await work.annotations.newest(mark.kind)
    if known is None or known.link != mark.link:
        await work.annotations.add(following(known, mark))
