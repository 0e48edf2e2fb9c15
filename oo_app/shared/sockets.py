"""Remember which open socket belongs to which session."""

from collections import defaultdict


class Sockets:
    """The open sockets of this process: ids by session, session by id."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}
        self._sockets: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, socket: str, session: str) -> None:
        """Write down a socket that was opened with this session; empty for a visitor."""
        self._session[socket] = session
        self._sockets[session].add(socket)

    def drop(self, socket: str) -> None:
        """Forget a closed socket."""
        session = self._session.pop(socket, None)
        if session is None:
            return
        self._sockets[session].discard(socket)
        if not self._sockets[session]:
            del self._sockets[session]

    def session_of(self, socket: str) -> str | None:
        """Return the session a socket was opened with; None for a socket we do not know."""
        return self._session.get(socket)

    def of(self, session: str) -> tuple[str, ...]:
        """Return the open sockets of a session."""
        return tuple(self._sockets.get(session, ()))
