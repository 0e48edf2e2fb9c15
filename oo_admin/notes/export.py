"""Hand the annotations of a period over."""

from core.wiring import running
from oo_admin.exported import MAX_ROWS, Exported
from oo_admin.here import Here
from oo_admin.notes.words import chosen

COLUMNS = ("at", "kind", "words", "pages", "by", "about")
"""What is handed over of an annotation."""


async def table(here: Here) -> Exported:
    """Return the annotations that an address asks for, newest first."""
    every = await running().steering.read_annotations(here.period.start, here.period.end)
    found = chosen(every, here.address)[:MAX_ROWS]
    return Exported(
        COLUMNS,
        [(it.at.isoformat(), it.kind.value, it.words, it.pages, it.by, it.link) for it in found],
    )
