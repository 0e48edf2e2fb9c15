"""Read what an address asks for: a stranger's words."""

from urllib.parse import parse_qsl

MAX_QUERY = 2048
"""A longer query is nobody's honest page."""
MAX_FIELDS = 8
"""No page of ours is asked for more."""


def asked(query: str) -> dict[str, str]:
    """Return the names and values of a query, each name once; empty when it makes no sense."""
    if len(query) > MAX_QUERY:
        return {}
    try:
        return dict(parse_qsl(query, max_num_fields=MAX_FIELDS))
    except ValueError:
        return {}
