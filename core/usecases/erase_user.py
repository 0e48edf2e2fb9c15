"""Let a user leave: at once, without a grace period, and for real."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.audit import Actor, Deed
from core.domain.command import Revocation
from core.domain.erasure import Erasure, RevocationState
from core.domain.events import UserErased
from core.domain.ids import UserId, new_id
from core.domain.user import Role, User
from core.errors import NotFound
from core.ports import Clock, LedgerCopy, Store, Vault, Work
from core.usecases.audited import write_down
from core.usecases.counting import forget_counted
from core.usecases.end_sessions import TellEnded
from core.usecases.last_owner import must_leave_an_owner
from core.usecases.let_go import revocation_of
from core.usecases.wake import Bell

RECEIPT_LETTERS = 16
"""Hex letters of a receipt's number: 64 bits, so nobody finds another's by trying."""


@dataclass(frozen=True, slots=True)
class EraseUser:
    """Delete everything about a user and destroy their key (reliability D1, D2)."""

    store: Store
    clock: Clock
    vault: Vault
    copy: LedgerCopy
    bell: Bell
    tell: TellEnded

    async def __call__(self, user_id: UserId) -> Erasure:
        """Return the receipt. Raises: NotFound when there is no such user, or LastOwner."""
        now = self.clock.now()
        number = self.vault.digest(f"receipt:{new_id()}")[:RECEIPT_LETTERS].upper()
        receipt = "D-" + "-".join(number[i : i + 4] for i in range(0, RECEIPT_LETTERS, 4))
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            await _leave_the_console(work, user, now)
            revocations = await self._revoke_all(work, user_id, receipt)
            ended = await work.sessions.end_all(user_id, now)
            tombstones = await self._tombstones(work, user_id)
            await forget_counted(work, user_id, now)
            await work.ledger.purge(user_id, now)
            for revocation in revocations:
                await work.revocations.add(revocation)
            state = RevocationState.PENDING if revocations else RevocationState.NOTHING
            erasure = Erasure(receipt, tombstones, now, len(ended), state)
            await work.ledger.save(erasure)
            await work.outbox.tell(UserErased(now, user_id))
        await self.tell(ended)
        self.bell.ring()
        await self.copy.append(user_tombstone(self.vault, user_id), now)
        return erasure

    async def _revoke_all(
        self, work: Work, user_id: UserId, receipt: str
    ) -> tuple[Revocation, ...]:
        now = self.clock.now()
        links = await work.integrations.of(user_id)
        found = [await revocation_of(work, link, now, receipt) for link in links]
        return tuple(revocation for revocation in found if revocation is not None)

    async def _tombstones(self, work: Work, user_id: UserId) -> tuple[str, ...]:
        identities = await work.history.identities(user_id)
        names = [f"identity:{item.issuer}\n{item.subject}" for item in identities]
        digests = (self.vault.digest(name) for name in names)
        return (user_tombstone(self.vault, user_id), *digests)


async def _leave_the_console(work: Work, user: User, now: datetime) -> None:
    """Write down that somebody with a role has left; the last owner cannot."""
    if user.role is Role.USER:
        return
    if user.role is Role.OWNER:
        await must_leave_an_owner(work, user.id)
    left = Deed("left oO", "role", str(user.id), before={"role": user.role})
    await write_down(work, now, Actor(user.id, user.role), left)


@dataclass(frozen=True, slots=True)
class RepeatErasures:
    """Delete again whom a restored database has brought back (reliability D3)."""

    store: Store
    clock: Clock
    vault: Vault
    copy: LedgerCopy

    async def __call__(self) -> int:
        """Return how many users were deleted again; call it before the first request."""
        copied = await self.copy.tombstones()
        async with self.store.writing() as work:
            dead = copied | await work.ledger.tombstones()
            back = [
                user_id
                for user_id in await work.ledger.living()
                if user_tombstone(self.vault, user_id) in dead
            ]
            for user_id in back:
                await forget_counted(work, user_id, self.clock.now())
                await work.ledger.purge(user_id, self.clock.now())
        for tombstone in sorted(dead - copied):  # a crash came between commit and copy
            await self.copy.append(tombstone, self.clock.now())
        return len(back)


def user_tombstone(vault: Vault, user_id: UserId) -> str:
    """Return the digest under which a deleted user is remembered."""
    return vault.digest(f"user:{user_id}")


@dataclass(frozen=True, slots=True)
class ReadErasure:
    """Show the receipt of a deletion to whoever holds its number."""

    store: Store

    async def __call__(self, receipt: str) -> Erasure:
        """Return the ledger's entry. Raises: NotFound."""
        async with self.store.reading() as work:
            erasure = await work.ledger.find(receipt)
        if erasure is None:
            raise NotFound("receipt")
        return erasure
