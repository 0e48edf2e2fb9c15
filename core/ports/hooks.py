"""Say who reads webhooks."""

from typing import Protocol

from core.domain.hook import Hook, Posted


class HookReader(Protocol):
    """Reads one service's webhooks: `may_prove` by headers alone; `read` raises HookRefused."""

    def may_prove(self, content_type: str, signature: str) -> bool: ...
    def read(self, posted: Posted) -> Hook: ...
