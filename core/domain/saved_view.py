"""Describe a view of a console page that somebody wants to come back to."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import UserId, ViewId
from core.errors import Malformed

MAX_NAME = 64
"""Letters of a view's name, at most."""
MAX_PAGE = 64
"""Letters of a page's name, at most."""
MAX_QUERY = 2000
"""Letters of a query string, at most: what every browser takes in an address."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """The state of a page, as its address says it; a shared one is everybody's to open.

    Raises: Malformed when a field is too long, empty, or holds what no address does.
    """

    id: ViewId
    owner: UserId
    page: str
    name: str
    query: str
    shared: bool
    created_at: datetime

    def __post_init__(self) -> None:
        """Refuse what could not be shown or opened."""
        if not _line(self.page, MAX_PAGE) or not self.page.isascii():
            raise Malformed("page")
        if not _line(self.name, MAX_NAME):
            raise Malformed("name")
        plain = self.query.isascii() and self.query.isprintable()
        if not plain or len(self.query) > MAX_QUERY:
            raise Malformed("query")


def _line(text: str, most: int) -> bool:
    return 0 < len(text) <= most and text.isprintable() and text == text.strip()
