"""Hand the audit over: every deed that the address asks for, not only a page of them."""

import json
from collections.abc import Mapping

from core.domain.audit import SYSTEM
from core.wiring import running
from oo_admin.audit.asked import sought_of
from oo_admin.audit.objects import object_words
from oo_admin.exported import MAX_ROWS, Exported
from oo_admin.here import Here

COLUMNS = (
    "number",
    "at",
    "who",
    "role",
    "did",
    "kind",
    "to",
    "reason",
    "result",
    "read",
    "before",
    "after",
    "request",
    "hash",
    "previous",
)
"""What is handed over of a deed."""


async def table(here: Here) -> Exported:
    """Return the deeds, newest first; users are pseudonyms in it.

    The door has checked who asks, and writes down that it was handed out.
    """
    found = await running().read_audit.course(SYSTEM, sought_of(here), MAX_ROWS)
    rows = [
        (
            it.seq,
            it.at.isoformat(),
            it.actor,
            it.role,
            it.action,
            it.kind,
            object_words(it),
            it.reason,
            it.result,
            int(it.reads),
            _text(it.before),
            _text(it.after),
            it.request,
            it.hash,
            it.previous,
        )
        for it in found
    ]
    return Exported(COLUMNS, list(rows))


def _text(words: Mapping[str, str]) -> str:
    return json.dumps(dict(words), sort_keys=True, ensure_ascii=False) if words else ""
