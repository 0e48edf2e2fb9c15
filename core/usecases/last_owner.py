"""See to it that somebody stays owner, whoever leaves, is disabled or loses the role meanwhile."""

from core.domain.ids import UserId
from core.domain.user import Role
from core.errors import LastOwner
from core.ports import Work


async def must_leave_an_owner(work: Work, user_id: UserId) -> None:
    """Return if there is an owner besides this one, and stays one until the transaction ends.

    Whoever takes an owner away asks here first, and so holds the end of the chain: two at once
    would each see the other. Lock rows before, never after. Raises: LastOwner.
    """
    await work.audit.head()
    owners = await work.users.with_role(Role.OWNER)
    if not any(it.id != user_id and not it.disabled for it in owners):
        raise LastOwner
