"""Describe what beginning and finishing a sign-in or a connection hands back to the browser."""

from dataclasses import dataclass

MAX_PATH = 512
"""A longer return path is nobody's honest page."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt has begun: where to go, and the cookie that must come back."""

    url: str
    cookie: str

    def __repr__(self) -> str:
        """Return a text without the secrets."""
        return "Begun()"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A session has begun: its id goes into the cookie and nowhere else."""

    session_id: str
    return_path: str
    first: bool
    """Whether the user is new, or has not yet been asked about the optional purposes."""

    def __repr__(self) -> str:
        """Return a text without the session id."""
        return f"Arrival(first={self.first})"


def safe_path(path: str) -> str:
    """Return the path if it stays on our own origin, else `/` (reliability A5).

    One leading slash, no second slash or backslash after it, printable ASCII only, at most 512
    letters, and nothing percent-encoded that could turn into any of these: in the query, which
    chooses no origin, it may be.
    """
    fine = (
        path.startswith("/")
        and len(path) <= MAX_PATH
        and not path.startswith(("//", "/\\"))
        and all(" " < char <= "~" and char not in '\\<>"' for char in path)
        and "%" not in path.partition("?")[0]
    )
    return path if fine else "/"


@dataclass(frozen=True, slots=True)
class Offer:
    """One configured way to sign in, as the sign-in page shows it."""

    name: str
    label: str
    form_post: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider sent back through the browser: untrusted until it is redeemed."""

    provider: str
    state: str
    cookie: str
    code: str = ""
    issuer: str = ""
    user: str = ""
    error: str = ""

    def __repr__(self) -> str:
        """Return a text without code, state and cookie."""
        return f"Answer({self.provider!r}, error={self.error!r})"
