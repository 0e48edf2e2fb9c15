"""Remember what policies have learned, so that unchanged bytes are not read again."""

from collections import OrderedDict

from core.domain.ids import UserId

ROOM = 1024
"""Posteriors kept in memory, some kilobytes each, the least recently used going first."""


class PosteriorMemo:
    """Committed bytes by user and policy, under their digest: what a digest names never changes."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._known: OrderedDict[tuple[UserId, str], tuple[str, bytes]] = OrderedDict()

    def find(self, user_id: UserId, policy: str, state: str) -> bytes | None:
        """Return the bytes of this digest, if they were read before."""
        found = self._known.get((user_id, policy))
        if found is None or found[0] != state:
            return None
        self._known.move_to_end((user_id, policy))
        return found[1]

    def keep(self, user_id: UserId, policy: str, state: str, blob: bytes) -> None:
        """Remember committed bytes in place of the policy's earlier ones."""
        self._known[(user_id, policy)] = (state, blob)
        self._known.move_to_end((user_id, policy))
        if len(self._known) > self._room:
            self._known.popitem(last=False)

    def forget(self, user_id: UserId) -> None:
        """Remember nothing of a user."""
        for key in [key for key in self._known if key[0] == user_id]:
            del self._known[key]
