"""Read and write the address of a console page: it holds everything that is on the screen."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

SHELL = ("p", "cmp", "by", "asof")
"""What goes along from page to page: the period, what it is compared with, the grain, the clock."""
PLACE = ("peek", "after", "before")
"""Where somebody is in a list: it means nothing once the list is another one."""
MAX_LETTERS = 2000
"""No address is longer; a longer one is read as if it had no query."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page and its query, in the order it was written; unknown keys are kept."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, url: str) -> "Address":
        """Return the address that a URL, or its path and query, says."""
        parts = urlsplit(url)
        query = parts.query if len(parts.query) <= MAX_LETTERS else ""
        return cls(parts.path.rstrip("/") or "/", tuple(parse_qsl(query, max_num_fields=60)))

    def get(self, key: str) -> str:
        """Return what a key says, or nothing."""
        return next((value for name, value in self.pairs if name == key), "")

    def every(self, key: str) -> tuple[str, ...]:
        """Return all that a key says."""
        return tuple(value for name, value in self.pairs if name == key)

    def put(self, **values: str) -> "Address":
        """Return the address with these keys saying this alone; an empty value takes a key away."""
        kept = tuple(pair for pair in self.pairs if pair[0] not in values)
        return Address(self.path, kept + tuple(pair for pair in values.items() if pair[1]))

    def with_filter(self, value: str) -> "Address":
        """Return the address with one filter more, from the top of the list."""
        if value in self.every("f"):
            return self
        fresh = self.without(*PLACE)
        return Address(self.path, (*fresh.pairs, ("f", value)))

    def without_filter(self, value: str) -> "Address":
        """Return the address without a filter, from the top of the list."""
        fresh = self.without(*PLACE)
        return Address(self.path, tuple(pair for pair in fresh.pairs if pair != ("f", value)))

    def without(self, *keys: str) -> "Address":
        """Return the address without these keys."""
        return Address(self.path, tuple(pair for pair in self.pairs if pair[0] not in keys))

    def to(self, path: str, *filters: str) -> "Address":
        """Return another page's address: the period goes along, filters are these alone."""
        kept = tuple(pair for pair in self.pairs if pair[0] in SHELL)
        return Address(path, kept + tuple(("f", value) for value in filters))

    @property
    def href(self) -> str:
        """Return it as a link."""
        return f"{self.path}?{self.query}" if self.pairs else self.path

    @property
    def query(self) -> str:
        """Return its query; colons and commas stay readable."""
        return urlencode(self.pairs, safe=":,.|-")


def below(path: str, name: str) -> str:
    """Return the path of one thing of a page, whatever letters its name has."""
    return f"{path}/{quote(name, safe='')}"
