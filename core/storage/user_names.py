"""Find ids by the pseudonyms that the console gives them."""

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func

from core.domain.pseudonym import HEX, tails


def is_called(user_id: Any, beginning: str) -> ColumnElement[bool]:
    """Return whether the pseudonym of an id begins so; what is no pseudonym is nobody's.

    Ids are looked through, all of them: a pseudonym is their end. Any: a table's column.
    """
    span, text = tails(beginning), cast(user_id, String)
    end = func.substr(text, func.length(text) - HEX + 1)
    return end.between(*span) if span else text == ""
