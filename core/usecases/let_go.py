"""Let go of a link's tokens: say what has to be revoked over there."""

from datetime import datetime

from core.domain.command import Revocation
from core.domain.ids import CommandId, new_id
from core.domain.integration import Integration
from core.errors import ReconnectNeeded, VaultClosed
from core.ports import Work


async def revocation_of(
    work: Work, link: Integration, now: datetime, receipt: str = ""
) -> Revocation | None:
    """Return the revocation of a link's tokens; None when there is nothing oO could revoke.

    Tokens that do not open any more keep nobody from leaving (reliability T5).
    """
    if link.personal:
        return None
    try:
        held = await work.tokens.of(link)
    except (ReconnectNeeded, VaultClosed):
        return None
    return Revocation(CommandId(new_id()), link.provider, held, now, receipt)
