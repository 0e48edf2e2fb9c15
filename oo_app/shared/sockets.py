"""Remember which open socket belongs to which session, and to which user."""

from collections import defaultdict

from core.domain.ids import UserId


class Sockets:
    """The open sockets of this process: ids by session, session by id."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}
        self._sockets: defaultdict[str, set[str]] = defaultdict(set)
        self._user: dict[str, UserId] = {}

    def add(self, socket: str, session: str, user_id: UserId | None = None) -> None:
        """Write down a socket that was opened with this session; empty for a visitor."""
        self._session[socket] = session
        self._sockets[session].add(socket)
        if user_id is not None:
            self._user[session] = user_id

    def drop(self, socket: str) -> None:
        """Forget a closed socket."""
        session = self._session.pop(socket, None)
        if session is None:
            return
        self._sockets[session].discard(socket)
        if not self._sockets[session]:
            del self._sockets[session]
            self._user.pop(session, None)

    def session_of(self, socket: str) -> str | None:
        """Return the session a socket was opened with; None for a socket we do not know."""
        return self._session.get(socket)

    def of(self, session: str) -> tuple[str, ...]:
        """Return the open sockets of a session."""
        return tuple(self._sockets.get(session, ()))

    def of_users(self, users: frozenset[UserId]) -> tuple[str, ...]:
        """Return the open sockets of these users."""
        return tuple(
            socket
            for session, user_id in self._user.items()
            if user_id in users
            for socket in self._sockets.get(session, ())
        )

    def all(self) -> tuple[str, ...]:
        """Return every open socket."""
        return tuple(self._session)
