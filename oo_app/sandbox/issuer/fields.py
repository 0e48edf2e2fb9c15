"""Read forms and queries from strangers: small, each name once, UTF-8."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from oo_app.sandbox.issuer.errors import FieldsUnreadable, Unreadable

MAX_BODY_BYTES = 65_536
"""Far more than any honest form; a longer body is not read to its end."""

MAX_FIELDS = 40
"""Twice the number of parameters any of the protocols knows."""

MAX_VALUE_LETTERS = 4_096
"""Longest accepted value: a signed client secret has some 300 letters."""

FORM_TYPE = "application/x-www-form-urlencoded"
"""The only body that OAuth's direct requests may have."""

Fields = Mapping[str, str]
"""What a form says; ask with `.get(name, "")`, for absent and empty mean the same in OAuth."""


def parse(text: bytes) -> Fields:
    """Return the fields of a query or form body.

    Raises: FieldsUnreadable when a name repeats, a value is too long, or the text is no form.
    """
    try:
        pairs = parse_qsl(
            text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS
        )
    except ValueError as error:
        raise FieldsUnreadable(Unreadable.NOT_A_FORM) from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise FieldsUnreadable(Unreadable.REPEATED)
    if any(len(value) > MAX_VALUE_LETTERS for value in fields.values()):
        raise FieldsUnreadable(Unreadable.TOO_LONG)
    return fields


def parse_query(request: Request) -> Fields:
    """Return the fields of the query; raises as `parse` does."""
    return parse(request.scope["query_string"])


async def parse_form(request: Request) -> Fields:
    """Return the fields of the body; raises as `parse` does, also for another content type."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise FieldsUnreadable(Unreadable.NOT_A_FORM)
    return parse(await read_body(request))


async def read_body(request: Request) -> bytes:
    """Return the body. Raises: FieldsUnreadable beyond `MAX_BODY_BYTES`."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise FieldsUnreadable(Unreadable.TOO_LONG)
    except ClientDisconnect as error:
        raise FieldsUnreadable(Unreadable.BROKEN_OFF) from error
    return bytes(body)
