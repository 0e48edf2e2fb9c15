"""Cut lists into pages whose cursors are good for one person and one set of parameters."""

import re
from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from oo_app.sandbox.todoist.errors import BadArgument
from oo_app.sandbox.todoist.records import Record
from oo_app.sandbox.todoist.sealed import Unsealed, digest, seal, unseal
from oo_app.sandbox.todoist.service import Call, service_of

PAGE = 50
"""Objects of a page when nobody says otherwise."""

LONGEST_PAGE = 200
"""Objects of a page at most."""

_SHORT_NUMBER = re.compile(r"^[0-9]{1,3}$")

Rank = Callable[[Record], list[Any]]
"""A sort key that does not change while somebody pages, as JSON."""


def by_age(record: Record) -> list[Any]:
    """Rank by when an object was added, then by id."""
    return [record.get("added_at") or record.get("created_at") or "", record["id"]]


def page(
    request: Request,
    call: Call,
    records: list[Record],
    *,
    key: str = "results",
    rank: Rank = by_age,
) -> Record:
    """Return one page and the cursor of the next: objects that go away meanwhile skip nobody.

    Raises: BadArgument for a bad limit, or a cursor of another person or other parameters.
    """
    service = service_of(request)
    limit = _limit(request.query_params.get("limit"))
    owner = [call.desk.account.user_id, request.url.path, _parameters(request)]
    ordered = sorted(records, key=rank)
    after = _after(request.query_params.get("cursor"), owner, service.book.key)
    rest = ordered if after is None else [r for r in ordered if rank(r) > after]
    shown = rest[:limit]
    more = len(rest) > limit
    ranked = rank(shown[-1]) if more else None
    cursor = seal(service.book.key, [owner, ranked]) if more else None
    if not more and service.faults.endless_pages:
        cursor = seal(service.book.key, [owner, None])
    return {key: shown, "next_cursor": cursor}


def _parameters(request: Request) -> str:
    return digest(sorted(p for p in request.query_params.multi_items() if p[0] != "cursor"))


def _limit(text: str | None) -> int:
    if text is None:
        return PAGE
    if not _SHORT_NUMBER.match(text) or not 1 <= int(text) <= LONGEST_PAGE:
        raise BadArgument("limit", f"1 to {LONGEST_PAGE}")
    return int(text)


def _after(cursor: str | None, owner: list[str], key: str) -> list[Any] | None:
    """Return the rank of the last object already shown; None at the beginning."""
    if cursor is None:
        return None
    try:
        value = unseal(key, cursor)
    except Unsealed as error:
        raise BadArgument("cursor", "a cursor of this list") from error
    if not isinstance(value, list) or value[0] != owner:
        raise BadArgument("cursor", "a cursor of this list")
    rank: list[Any] | None = value[1]
    return rank
