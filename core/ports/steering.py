"""Say what steering needs stored: deployments, change requests, annotations, resets, saved views."""

from datetime import datetime
from typing import Protocol

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.change import Change
from core.domain.deployment import Deployment, Policies
from core.domain.ids import AnnotationId, ChangeId, ResetId, UserId, ViewId
from core.domain.reset import Reset, Snapshot
from core.domain.saved_view import SavedView


class Deployments(Protocol):
    """Which policies stand, and stood.

    `policies` says what stands now, None before the first deployment; `begin` adds rows, StaleWrite
    when another champion stands, or the same policy already does; `end` closes rows that stand.
    """

    async def policies(self) -> Policies | None: ...
    async def begin(self, rows: tuple[Deployment, ...]) -> None: ...
    async def end(self, rows: tuple[Deployment, ...], at: datetime) -> None: ...
    async def all(self) -> tuple[Deployment, ...]: ...


class Changes(Protocol):
    """Change requests; `save` writes a new one or one that is open, or raises StaleWrite.

    `get` raises NotFound; `all` comes oldest first.
    """

    async def save(self, change: Change) -> None: ...
    async def get(self, change_id: ChangeId) -> Change: ...
    async def all(self) -> tuple[Change, ...]: ...


class Annotations(Protocol):
    """Marks on charts; `between` has those from a start to before an end, oldest first.

    No kinds means all of them; `newest` is the last of a kind; `remove` takes only a note away
    that this pseudonym wrote, and says whether it was there.
    """

    async def add(self, annotation: Annotation) -> None: ...
    async def between(
        self, start: datetime, end: datetime, kinds: tuple[AnnotationKind, ...] = ()
    ) -> tuple[Annotation, ...]: ...
    async def newest(self, kind: AnnotationKind) -> Annotation | None: ...
    async def remove(self, annotation_id: AnnotationId, by: str) -> bool: ...


class Resets(Protocol):
    """Resets of a user, which stay, and their snapshots, which are swept.

    `restored` closes one, StaleWrite when it was closed before; `snapshots` are a reset's.
    """

    async def add(self, reset: Reset, snapshots: tuple[Snapshot, ...]) -> None: ...
    async def of(self, user_id: UserId) -> tuple[Reset, ...]: ...
    async def snapshots(self, user_id: UserId, reset_id: ResetId) -> tuple[Snapshot, ...]: ...
    async def restored(self, reset: Reset, at: datetime) -> None: ...
    async def sweep(self, before: datetime) -> int: ...


class SavedViews(Protocol):
    """Saved views; `of` are a user's own of a page and all shared ones, by name.

    `save` writes a new one, or one of the same owner over itself; `remove` is for its owner alone
    and says whether it was there.
    """

    async def save(self, view: SavedView) -> None: ...
    async def of(self, user_id: UserId, page: str) -> tuple[SavedView, ...]: ...
    async def remove(self, user_id: UserId, view_id: ViewId) -> bool: ...
