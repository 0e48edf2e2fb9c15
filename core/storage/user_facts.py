"""Store users as the console lists them, gathered from what is stored of them, without a name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Row, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert

from core.domain.consent import Consent, Purpose, allowed
from core.domain.fact import Ending
from core.domain.ids import UserId
from core.domain.integration import IntegrationState
from core.domain.user_fact import LinkWord, Lived, UserFact, first_connected, link_word
from core.domain.user_query import Facet, Funnel, FunnelWanted, UserField, UsersWanted
from core.storage.consents import consent_in
from core.storage.tables import CONSENTS, INTEGRATIONS, TIP_FACTS, USER_FACTS, USERS
from core.storage.transaction import Transaction
from core.storage.user_queries import facet_of, funnel_of, page_of

_USERS: BindParameter[Any] = bindparam("the_users", expanding=True)
_OF = TIP_FACTS.c
_PEOPLE = select(USERS.c.id, USERS.c.created_at, USERS.c.timezone).where(
    USERS.c.id.in_(_USERS), USERS.c.tombstoned_at.is_(None)
)
_CONSENTS = (
    select(CONSENTS).where(CONSENTS.c.user_id.in_(_USERS)).order_by(CONSENTS.c.at, CONSENTS.c.id)
)
_LINKS = select(INTEGRATIONS.c.user_id, INTEGRATIONS.c.state).where(
    INTEGRATIONS.c.user_id.in_(_USERS)
)
_LIVED = (
    select(
        _OF.user_id,
        func.count().label("tips"),
        *(func.count(case((_OF.ending == it, 1))).label(it.value) for it in Ending),
        func.min(_OF.served_at).label("first_tip_at"),
        func.max(_OF.served_at).label("served_at"),
        func.min(_OF.answered_at).label("first_answer_at"),
        func.max(_OF.answered_at).label("answered_at"),
        func.min(case((_OF.week > 0, _OF.served_at))).label("served_again_at"),
        func.min(case((_OF.answered_week > 0, _OF.answered_at))).label("answered_again_at"),
    )
    .where(_OF.user_id.in_(_USERS))
    .group_by(_OF.user_id)
)
_NEWEST = (
    select(
        _OF.user_id,
        _OF.policy,
        _OF.experiment,
        _OF.assigned,
        func.row_number()
        .over(partition_by=_OF.user_id, order_by=(_OF.served_at.desc(), _OF.tip_id.desc()))
        .label("nth"),
    )
    .where(_OF.user_id.in_(_USERS))
    .subquery()
)
_LAST = select(_NEWEST).where(_NEWEST.c.nth == 1)
_NEW = insert(USER_FACTS)  # SQLite's dialect compiles PostgreSQL's upsert as it stands
_PUT = _NEW.on_conflict_do_update(
    index_elements=["user_id"],
    set_={it.name: _NEW.excluded[it.name] for it in USER_FACTS.columns if it.name != "user_id"},
)
_COUNTED = tuple(it.name for it in fields(Lived))


@dataclass(frozen=True, slots=True)
class SqlUserFacts:
    """Users in the console's eyes, in the database."""

    tx: Transaction

    async def gather(self, users: Collection[UserId]) -> tuple[UserFact, ...]:
        """Return the living ones among these users as they are now, five statements for all."""
        if not users:
            return ()
        asked = {"the_users": list(users)}
        lived = _by_user(await self.tx.rows(_LIVED, asked))
        last = _by_user(await self.tx.rows(_LAST, asked))
        links = _by_user(await self.tx.rows(_LINKS, asked))
        consents = tuple(map(consent_in, await self.tx.rows(_CONSENTS, asked)))
        return tuple(
            _gathered(
                row,
                _Parts(
                    lived.get(row.id),
                    last.get(row.id),
                    links.get(row.id),
                    tuple(it for it in consents if it.user_id == row.id),
                ),
            )
            for row in await self.tx.rows(_PEOPLE, asked)
        )

    async def put(self, facts: Collection[UserFact]) -> None:
        """Write users, each in the place of what was known before."""
        await self.tx.write_all(_PUT, [_out(fact) for fact in facts])

    async def page(self, wanted: UsersWanted) -> tuple[UserFact, ...]:
        """Return one page in its order."""
        return tuple(map(_in, await self.tx.rows(page_of(wanted), {})))

    async def facet(self, wanted: UsersWanted, field: UserField) -> tuple[Facet, ...]:
        """Return the most frequent values of a field among the users asked for."""
        rows = await self.tx.rows(facet_of(wanted, field), {})
        return tuple(Facet(row.value, row.n) for row in rows)

    async def funnel(self, wanted: FunnelWanted) -> Funnel:
        """Return how many came how far."""
        (row,) = await self.tx.rows(funnel_of(wanted), {})
        return Funnel(*row)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is stored of one user. Any: rows' columns differ."""

    lived: Row[Any] | None
    last: Row[Any] | None
    link: Row[Any] | None
    consents: tuple[Consent, ...]


def _by_user(rows: Sequence[Row[Any]]) -> Mapping[UUID, Row[Any]]:
    return {row.user_id: row for row in rows}


def _gathered(user: Row[Any], parts: _Parts) -> UserFact:
    lived, last = parts.lived, parts.last
    times = {} if lived is None else _times(lived)
    return UserFact(
        user_id=UserId(user.id),
        joined_at=user.created_at,
        last_seen_at=_last(lived) or user.created_at,
        timezone=user.timezone,
        connected_at=first_connected(parts.consents),
        **times,
        lived=Lived(*(getattr(lived, name) for name in _COUNTED)) if lived else Lived(),
        policy=last.policy if last else "",
        experiment=last.experiment if last else "",
        arm=last.assigned if last else "",
        link=link_word(IntegrationState(parts.link.state) if parts.link else None),
        consents=tuple(it.value for it in Purpose if allowed(parts.consents, it)),
    )


def _times(lived: Row[Any]) -> dict[str, datetime | None]:
    again = [it for it in (lived.served_again_at, lived.answered_again_at) if it is not None]
    return {
        "first_tip_at": lived.first_tip_at,
        "first_answer_at": lived.first_answer_at,
        "returned_at": min(again, default=None),
    }


def _last(lived: Row[Any] | None) -> datetime | None:
    if lived is None:
        return None
    found: list[datetime] = [it for it in (lived.served_at, lived.answered_at) if it is not None]
    return max(found, default=None)


def _out(fact: UserFact) -> dict[str, Any]:
    told = {it.name: getattr(fact, it.name) for it in fields(UserFact) if it.name != "lived"}
    return told | fact.lived.by_name() | {"consents": ",".join(fact.consents)}


def _in(row: Row[Any]) -> UserFact:
    names = (it.name for it in fields(UserFact) if it.name != "lived")
    told = {name: getattr(row, name) for name in names}
    known = {
        "user_id": UserId(row.user_id),
        "lived": Lived(*(getattr(row, name) for name in _COUNTED)),
        "link": LinkWord(row.link),
        "consents": tuple(it for it in row.consents.split(",") if it),
    }
    return UserFact(**told | known)
