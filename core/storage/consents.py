"""Store what users allowed."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from core.domain.consent import Consent, Purpose
from core.domain.ids import ConsentId, UserId
from core.storage.tables import CONSENTS
from core.storage.transaction import Transaction

_OF = (
    select(CONSENTS)
    .where(CONSENTS.c.user_id == bindparam("the_user"))
    .order_by(CONSENTS.c.at, CONSENTS.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlConsents:
    """Consents in the database; nothing here changes one."""

    tx: Transaction

    async def add(self, consent: Consent) -> None:
        """Write one answer down."""
        await self.tx.write(insert(CONSENTS), asdict(consent))

    async def of(self, user_id: UserId) -> tuple[Consent, ...]:
        """Return a user's answers, oldest first."""
        return tuple(map(consent_in, await self.tx.rows(_OF, {"the_user": user_id})))


def consent_in(row: Row[Any]) -> Consent:
    """Return the answer that a row holds. Any: a row's columns differ."""
    return Consent(
        id=ConsentId(row.id),
        user_id=UserId(row.user_id),
        purpose=Purpose(row.purpose),
        given=row.given,
        text_version=row.text_version,
        at=row.at,
    )
