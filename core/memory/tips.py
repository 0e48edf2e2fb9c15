"""Keep tips, picks and reactions in memory."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from core.domain.ids import TaskId, TipId, UserId
from core.domain.past import Past
from core.domain.pick import Pick
from core.domain.reaction import Reaction, ReactionKind
from core.domain.tip import Tip, TipStatus
from core.domain.user import Identity
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryTips:
    """Tips and picks in memory."""

    draft: Draft

    async def add(self, tip: Tip, pick: Pick) -> None:
        """Keep a tip and its pick; a second open tip of the user raises StaleWrite."""
        if not self.draft.living.get(tip.user_id):
            raise NotFound("user")
        if self.draft.tips.get(tip.id):
            self.draft.refuse(StaleWrite("row"))
        await self._put(tip)
        self.draft.picks.put(tip.id, pick)

    async def get(self, user_id: UserId, tip_id: TipId) -> Tip:
        """Return a tip of this user; another's is not found."""
        tip = self.draft.tips.get(tip_id)
        if tip is None or tip.user_id != user_id:
            raise NotFound("tip")
        return tip

    async def open_of(self, user_id: UserId) -> Tip | None:
        """Return the tip that waits for an answer."""
        return next(iter(self.draft.tips.group(("open", user_id))), None)

    async def mark(self, tip_id: TipId, status: TipStatus) -> None:
        """Say where a tip stands now, or raise NotFound."""
        tip = self.draft.tips.get(tip_id)
        if tip is None:
            raise NotFound("tip")
        await self._put(replace(tip, status=status))

    async def pick_of(self, user_id: UserId, tip_id: TipId) -> Pick:
        """Return the pick behind a tip of this user."""
        await self.get(user_id, tip_id)
        pick = self.draft.picks.get(tip_id)
        if pick is None:
            raise NotFound("tip")
        return pick

    async def _put(self, tip: Tip) -> None:
        other = await self.open_of(tip.user_id)
        if tip.status is TipStatus.OPEN and other is not None and other.id != tip.id:
            self.draft.refuse(StaleWrite("row"))
        self.draft.tips.put(tip.id, tip)


@dataclass(frozen=True, slots=True)
class MemoryReactions:
    """Reactions in memory; at most one per tip stands."""

    draft: Draft

    async def add(self, reaction: Reaction) -> None:
        """Keep an answer to the user's own tip; a second standing one raises StaleWrite."""
        self.draft.must_own(reaction.user_id, reaction.tip_id)
        if self.draft.reactions.get(reaction.id):
            self.draft.refuse(StaleWrite("row"))
        await self._put(reaction)

    async def last(self, user_id: UserId) -> Reaction | None:
        """Return the newest answer that was not undone."""
        mine = self.draft.reactions.group(("user", user_id))
        standing = [it for it in mine if it.undone_at is None]
        newest = max(map(attrgetter("at"), standing), default=None)
        return max((it for it in standing if it.at == newest), key=attrgetter("id"), default=None)

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> Reaction | None:
        """Return the answer that stands for a tip."""
        every = self.draft.reactions.group(("tip", tip_id))
        mine = (it for it in every if it.user_id == user_id and it.undone_at is None)
        return next(mine, None)

    async def save(self, reaction: Reaction) -> None:
        """Keep what became of an answer, or raise NotFound."""
        known = self.draft.reactions.get(reaction.id)
        if known is None or known.user_id != reaction.user_id:
            raise NotFound("reaction")
        self.draft.must_own(reaction.user_id, reaction.tip_id)
        await self._put(reaction)

    async def _put(self, reaction: Reaction) -> None:
        other = await self.of_tip(reaction.user_id, reaction.tip_id)
        if reaction.undone_at is None and other is not None and other.id != reaction.id:
            self.draft.refuse(StaleWrite("row"))
        self.draft.reactions.put(reaction.id, reaction)


@dataclass(frozen=True, slots=True)
class MemoryHistory:
    """A user's past in memory."""

    draft: Draft

    async def tips(self, user_id: UserId) -> tuple[Tip, ...]:
        """Return every tip, oldest first."""
        mine = self.draft.tips.group(("user", user_id))
        return tuple(sorted(mine, key=lambda it: (it.served_at, it.id)))

    async def reactions(self, user_id: UserId) -> tuple[Reaction, ...]:
        """Return every answer, oldest first."""
        mine = self.draft.reactions.group(("user", user_id))
        return tuple(sorted(mine, key=lambda it: (it.at, it.id)))

    async def identities(self, user_id: UserId) -> tuple[Identity, ...]:
        """Return who vouches for a user, first come first."""
        every = self.draft.identities.values()
        return tuple(it.identity for it in every if it.user_id == user_id)

    async def pasts(self, user_id: UserId, since: datetime) -> Mapping[TaskId, Past]:
        """Return by task what was shown since a time, and how that went."""
        every = self.draft.reactions.group(("user", user_id))
        standing = {it.tip_id: it for it in every if it.undone_at is None}
        seen: dict[TaskId, _Seen] = defaultdict(_Seen)
        for tip in self.draft.tips.group(("user", user_id)):
            if tip.served_at >= since:
                seen[tip.task.id].tip(tip, standing.get(tip.id))
        return {task_id: it.past() for task_id, it in seen.items()}


@dataclass(slots=True)
class _Seen:
    """What a user has seen of one task; of two answers at one moment, a dismissal counts."""

    shown: int = 0
    last_at: datetime | None = None
    snoozed: int = 0
    answered_at: datetime | None = None
    dismissed: bool = False

    def tip(self, tip: Tip, answer: Reaction | None) -> None:
        self.shown += 1
        if self.last_at is None or tip.served_at > self.last_at:
            self.last_at = tip.served_at
        if answer is None:
            return
        self.snoozed += answer.kind is ReactionKind.SNOOZE
        no = answer.kind is ReactionKind.DISMISS
        if self.answered_at is None or answer.at > self.answered_at:
            self.answered_at, self.dismissed = answer.at, no
        elif answer.at == self.answered_at:
            self.dismissed |= no

    def past(self) -> Past:
        return Past(self.shown, self.last_at, self.snoozed, self.dismissed)
