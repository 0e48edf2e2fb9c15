"""Say what a deed was done to, and where in the console that is."""

from collections.abc import Callable
from uuid import UUID

from core.domain.chain import Entry
from core.domain.ids import UserId
from core.domain.pseudonym import pseudonym
from oo_admin.address import Address, below
from oo_admin.nav import page_at
from oo_admin.numbers import count

TAIL = 8
"""Letters that an id is cut to."""

_WHERE: dict[str, Callable[[Address, str], Address]] = {
    "policy": lambda address, _: address.to("/admin/policies"),
    "experiment": lambda address, name: address.to(below("/admin/experiments", name)),
    "simulation": lambda address, name: address.to("/admin/simulations").put(run=name),
    "pick": lambda address, name: address.to("/admin/log").put(peek=name, p="all"),
    "note": lambda address, name: address.to("/admin/notes").put(peek=name),
}
"""Where objects are, by their kind."""


def object_words(entry: Entry) -> str:
    """Return what a deed was done to: a pseudonym, a name, or the end of an id."""
    user = _user(entry)
    if user:
        return user
    if entry.kind == "export":
        rows = entry.after.get("rows", "")
        return f"{entry.object}, {count(int(rows))} rows" if rows.isdigit() else entry.object
    if entry.kind == "view" and entry.after.get("page"):
        return f"a view of {entry.after['page']}"
    return f"{entry.kind} …{entry.object[-TAIL:]}" if _id(entry.object) else entry.object


def object_said(entry: Entry) -> str:
    """Return how an address looks for everything that was done to the same."""
    return f"object:{_user(entry) or entry.object}"


def object_href(entry: Entry, address: Address) -> str:
    """Return the page of what a deed was done to; empty when there is none."""
    user = _user(entry)
    if user:
        return address.to(f"/admin/users/{user}").href
    if entry.kind in {"export", "view"}:
        path = page_at(entry.after.get("page") or entry.object)
        return address.to(path).href if path else ""
    where = _WHERE.get(entry.kind)
    return where(address, entry.object).href if where and entry.object else ""


def _user(entry: Entry) -> str:
    user_id = _id(entry.object) if entry.kind in {"user", "role"} else None
    return pseudonym(UserId(user_id)) if user_id else ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
