"""Store the marks on time charts."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.ids import AnnotationId
from core.storage.tables import ANNOTATIONS
from core.storage.transaction import Transaction

_BETWEEN = (
    select(ANNOTATIONS)
    .where(ANNOTATIONS.c.at >= bindparam("the_start"), ANNOTATIONS.c.at < bindparam("the_end"))
    .order_by(ANNOTATIONS.c.at, ANNOTATIONS.c.id)
)
_OF_KINDS = _BETWEEN.where(ANNOTATIONS.c.kind.in_(bindparam("the_kinds", expanding=True)))
_NEWEST = (
    select(ANNOTATIONS)
    .where(ANNOTATIONS.c.kind == bindparam("the_kind"))
    .order_by(ANNOTATIONS.c.at.desc(), ANNOTATIONS.c.id.desc())
    .limit(1)
)
_REMOVE = delete(ANNOTATIONS).where(
    ANNOTATIONS.c.id == bindparam("the_id"),
    ANNOTATIONS.c.by == bindparam("the_writer"),
    ANNOTATIONS.c.kind == AnnotationKind.NOTE,
)


@dataclass(frozen=True, slots=True)
class SqlAnnotations:
    """Annotations in the database."""

    tx: Transaction

    async def add(self, annotation: Annotation) -> None:
        """Write a mark."""
        await self.tx.write(insert(ANNOTATIONS), asdict(annotation))

    async def between(
        self, start: datetime, end: datetime, kinds: tuple[AnnotationKind, ...] = ()
    ) -> tuple[Annotation, ...]:
        """Return the marks of a time, oldest first."""
        asked = {"the_start": start, "the_end": end}
        if kinds:
            rows = await self.tx.rows(_OF_KINDS, asked | {"the_kinds": list(kinds)})
        else:
            rows = await self.tx.rows(_BETWEEN, asked)
        return tuple(map(_annotation, rows))

    async def newest(self, kind: AnnotationKind) -> Annotation | None:
        """Return the last mark of a kind."""
        rows = await self.tx.rows(_NEWEST, {"the_kind": kind})
        return _annotation(rows[0]) if rows else None

    async def remove(self, annotation_id: AnnotationId, by: str) -> bool:
        """Delete somebody's own note."""
        return bool(await self.tx.write(_REMOVE, {"the_id": annotation_id, "the_writer": by}))


def _annotation(row: Row[Any]) -> Annotation:
    return Annotation(
        id=AnnotationId(row.id),
        at=row.at,
        kind=AnnotationKind(row.kind),
        words=row.words,
        pages=row.pages,
        by=row.by,
        link=row.link,
    )
