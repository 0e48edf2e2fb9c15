"""Keep in memory how oO is steered: deployments, changes, annotations, resets, saved views."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.change import Change, ChangeState
from core.domain.deployment import Deployment, Policies, Standing, policies_of
from core.domain.ids import AnnotationId, ChangeId, ResetId, UserId, ViewId
from core.domain.reset import Reset, Snapshot
from core.domain.saved_view import SavedView
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, drop_where


@dataclass(frozen=True, slots=True)
class MemoryDeployments:
    """Deployments in memory."""

    draft: Draft

    async def policies(self) -> Policies | None:
        """Return what stands now; None before the first deployment."""
        standing = [it for it in await self.all() if it.until is None]
        return policies_of((it.role, it.policy) for it in standing)

    async def begin(self, rows: tuple[Deployment, ...]) -> None:
        """Keep new rows; one champion at a time, and each policy once."""
        for row in rows:
            standing = [it for it in self.draft.deployments.values() if it.until is None]
            champion = row.role is Standing.CHAMPION
            taken = any(
                it.policy == row.policy or (champion and it.role is Standing.CHAMPION)
                for it in standing
            )
            if taken or self.draft.deployments.get(row.id):
                self.draft.refuse(StaleWrite("row"))
            self.draft.deployments.put(row.id, row)

    async def end(self, rows: tuple[Deployment, ...], at: datetime) -> None:
        """Close rows that stand."""
        for row in rows:
            known = self.draft.deployments.get(row.id)
            if known is None or known.until is not None:
                raise StaleWrite("deployment")
            self.draft.deployments.put(row.id, replace(known, until=at))

    async def all(self) -> tuple[Deployment, ...]:
        """Return every row, oldest first."""
        rows = self.draft.deployments.values()
        return tuple(sorted(rows, key=lambda it: (it.at, it.id)))


@dataclass(frozen=True, slots=True)
class MemoryChanges:
    """Change requests in memory; one that has ended stays as it is."""

    draft: Draft

    async def save(self, change: Change) -> None:
        """Keep a change that is new or open."""
        known = self.draft.changes.get(change.id)
        if known is not None and known.state is not ChangeState.OPEN:
            raise StaleWrite("change")
        self.draft.changes.put(change.id, change)

    async def get(self, change_id: ChangeId) -> Change:
        """Return a change, or raise NotFound."""
        found = self.draft.changes.get(change_id)
        if found is None:
            raise NotFound("change")
        return found

    async def all(self) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        return tuple(sorted(self.draft.changes.values(), key=lambda it: (it.asked_at, it.id)))


@dataclass(frozen=True, slots=True)
class MemoryAnnotations:
    """Annotations in memory."""

    draft: Draft

    async def add(self, annotation: Annotation) -> None:
        """Keep a mark."""
        if self.draft.annotations.get(annotation.id):
            self.draft.refuse(StaleWrite("row"))
        self.draft.annotations.put(annotation.id, annotation)

    async def between(
        self, start: datetime, end: datetime, kinds: tuple[AnnotationKind, ...] = ()
    ) -> tuple[Annotation, ...]:
        """Return the marks of a time, oldest first."""
        found = [it for it in self._sorted() if start <= it.at < end]
        return tuple(it for it in found if not kinds or it.kind in kinds)

    async def newest(self, kind: AnnotationKind) -> Annotation | None:
        """Return the last mark of a kind."""
        return next((it for it in reversed(self._sorted()) if it.kind is kind), None)

    async def remove(self, annotation_id: AnnotationId, by: str) -> bool:
        """Drop somebody's own note."""
        known = self.draft.annotations.get(annotation_id)
        if known is None or known.by != by or known.kind is not AnnotationKind.NOTE:
            return False
        return self.draft.annotations.drop(annotation_id)

    def _sorted(self) -> list[Annotation]:
        return sorted(self.draft.annotations.values(), key=lambda it: (it.at, it.id))


@dataclass(frozen=True, slots=True)
class MemoryResets:
    """Resets and their snapshots in memory."""

    draft: Draft

    async def add(self, reset: Reset, snapshots: tuple[Snapshot, ...]) -> None:
        """Keep a reset of a living user."""
        self.draft.must_live(reset.user_id)
        self.draft.resets.put(reset.id, reset)
        for it in snapshots:
            self.draft.snapshots.put((it.reset_id, it.policy), it)

    async def of(self, user_id: UserId) -> tuple[Reset, ...]:
        """Return a user's resets, oldest first."""
        mine = (it for it in self.draft.resets.values() if it.user_id == user_id)
        return tuple(sorted(mine, key=lambda it: (it.at, it.id)))

    async def snapshots(self, user_id: UserId, reset_id: ResetId) -> tuple[Snapshot, ...]:
        """Return what a user's reset dropped, by policy."""
        every = self.draft.snapshots.values()
        mine = (it for it in every if (it.reset_id, it.user_id) == (reset_id, user_id))
        return tuple(sorted(mine, key=lambda it: it.policy))

    async def restored(self, reset: Reset, at: datetime) -> None:
        """Write down that a reset was undone."""
        known = self.draft.resets.get(reset.id)
        if known is None or known.restored_at is not None:
            raise StaleWrite("reset")
        self.draft.resets.put(reset.id, replace(known, restored_at=at))

    async def sweep(self, before: datetime) -> int:
        """Drop snapshots from before a time and return how many."""
        return drop_where(self.draft.snapshots, lambda _, it: it.at < before)


@dataclass(frozen=True, slots=True)
class MemorySavedViews:
    """Saved views in memory."""

    draft: Draft

    async def save(self, view: SavedView) -> None:
        """Keep a view of a living user."""
        self.draft.must_live(view.owner)
        known = self.draft.saved_views.get(view.id)
        if known is not None and known.owner != view.owner:
            self.draft.refuse(StaleWrite("row"))
        self.draft.saved_views.put(view.id, view)

    async def of(self, user_id: UserId, page: str) -> tuple[SavedView, ...]:
        """Return a user's views of a page and all shared ones, by name."""
        every = (it for it in self.draft.saved_views.values() if it.page == page)
        found = (it for it in every if it.shared or it.owner == user_id)
        return tuple(sorted(found, key=lambda it: (it.name, it.id)))

    async def remove(self, user_id: UserId, view_id: ViewId) -> bool:
        """Drop a user's own view."""
        known = self.draft.saved_views.get(view_id)
        if known is None or known.owner != user_id:
            return False
        return self.draft.saved_views.drop(view_id)
