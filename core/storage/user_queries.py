"""Build the statements that list users: filters, order, facets and the funnel."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    select,
    true,
    tuple_,
)

from core.domain.user_query import (
    VALUES,
    FunnelWanted,
    UserField,
    UsersOnly,
    UserStep,
    UsersWanted,
)
from core.storage.tables import USER_FACTS
from core.storage.user_names import is_called

HEX = frozenset("0123456789abcdef")
"""Letters of an id."""
LETTERS = 32
"""How many of them an id has."""
_OF = USER_FACTS.c
_STEPS = (_OF.connected_at, _OF.first_tip_at, _OF.first_answer_at, _OF.returned_at)
"""How far users come, in the order of `UserStep`."""


def page_of(wanted: UsersWanted) -> Select[Any]:
    """Return the statement for one page. Any: of every column."""
    column, user_id = _OF[wanted.order.value], _OF.user_id
    query = select(USER_FACTS).where(*_asked(wanted))
    if wanted.after is not None:
        value = literal(wanted.after.value, column.type)
        end = tuple_(value, literal(wanted.after.user_id, user_id.type))
        here = tuple_(column, user_id)
        query = query.where(here < end if wanted.descending else here > end)
    order = (column.desc(), user_id.desc()) if wanted.descending else (column, user_id)
    return query.order_by(*order).limit(wanted.limit)


def facet_of(wanted: UsersWanted, field: UserField) -> Select[Any]:
    """Return the statement for the most frequent values of a field."""
    column, number = _OF[field.value], func.count().label("n")
    asked = _asked(wanted)
    query = select(column.label("value"), number).where(*asked).group_by(column)
    return query.order_by(number.desc(), column).limit(VALUES)


def count_of(wanted: UsersWanted, most: int) -> Select[Any]:
    """Return the statement that counts the users asked for, beyond a place if so wanted."""
    found = page_of(wanted).with_only_columns(_OF.user_id).order_by(None).limit(most)
    return select(func.count()).select_from(found.subquery())


def counts_of(within: UsersWanted, each: tuple[UsersWanted, ...]) -> Select[Any]:
    """Return the statement that counts several sets of users in one look at them."""
    made: list[ColumnElement[Any]] = [
        func.count(case((and_(true(), *_asked(it)), 1))) for it in each
    ]
    return select(*made).select_from(USER_FACTS).where(*_asked(within))


def funnel_of(wanted: FunnelWanted) -> Select[Any]:
    """Return the statement that counts who came how far; each step includes those before it."""
    made: list[ColumnElement[Any]] = [func.count(case((_reached(step), 1))) for step in UserStep]
    return select(*[func.count(), *made]).where(
        _OF.joined_at >= wanted.first, _OF.joined_at < wanted.end, *map(_only, wanted.only)
    )


def _asked(wanted: UsersWanted) -> tuple[ColumnElement[bool], ...]:
    asked = list(map(_only, wanted.only))
    if wanted.search:
        asked.append(_begins(wanted.search))
    if wanted.called:
        asked.append(is_called(_OF.user_id, wanted.called))
    for column, span in ((_OF.joined_at, wanted.joined), (_OF.last_seen_at, wanted.seen)):
        if span is not None:
            asked += [column >= span[0], column < span[1]]
    asked += [_reached(it) for it in wanted.reached]
    asked += [not_(_reached(it)) for it in wanted.missed]
    return tuple(asked)


def _reached(step: UserStep) -> ColumnElement[bool]:
    """Return whether a step was made, and those before it."""
    made = _STEPS[: list(UserStep).index(step) + 1]
    return and_(*(it.is_not(None) for it in made))


def _only(wanted: UsersOnly) -> ColumnElement[bool]:
    column = _OF[wanted.field.value]
    return column.not_in(wanted.values) if wanted.but else column.in_(wanted.values)


def _begins(search: str) -> ColumnElement[bool]:
    """Return whether an id begins with these letters: it lies between the first and the last such."""
    letters = search.strip().lower().replace("-", "")
    if not 0 < len(letters) <= LETTERS or not set(letters) <= HEX:
        return false()
    first, last = UUID(letters.ljust(LETTERS, "0")), UUID(letters.ljust(LETTERS, "f"))
    return _OF.user_id.between(first, last)
