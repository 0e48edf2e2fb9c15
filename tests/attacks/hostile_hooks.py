"""Deliveries that must not be taken: each a method, an end of the path, headers and a body."""

import base64
import gzip
import hmac
import json

from tests.fakes.clock import NOON
from tests.fakes.hooks import SECRET, a_hook, a_telling_hook, headers_of, sign, text_of

MIB = 1024 * 1024
GOOD = a_telling_hook()
SIGNED = sign(GOOD)
RAW = base64.b64decode(SIGNED)


def post(body=GOOD, *, method="POST", end="", **headers):
    """Return a delivery that is right but for what is changed."""
    return method, end, list(headers_of(body, **headers).items()), body


def signature(text, body=GOOD):
    return post(body, **{"X-Todoist-Hmac-SHA256": text})


def of_type(kind, body=GOOD):
    return post(body, **{"Content-Type": kind})


def said(**changes):
    return post(text_of(a_hook(**changes)))


def without(name):
    return post(text_of({key: value for key, value in a_hook().items() if key != name}))


def text(raw):
    """Return a signed body of exactly these letters."""
    return post(raw if isinstance(raw, bytes) else raw.encode())


def with_header(name, value, body=GOOD):
    method, end, headers, body = post(body)
    return method, end, [*headers, (name, value)], body


def chunked(pieces, headers):
    """Return a delivery whose length nobody announces."""

    async def send():
        for piece in pieces:
            yield piece

    return "POST", "", list(headers.items()), send()


FULL = json.dumps(a_hook())
NESTED = '{"a":' * 21 + "1" + "}" * 21
PLAIN_FORM = "application/x-www-form-urlencoded"
MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="event_name"\r\n\r\nitem:added\r\n--x--\r\n'
)
SURROGATE = FULL.replace('"item:completed"', '"item:\\ud800"')

HOSTILE = {
    "no signature": lambda: signature(None),
    "empty signature": lambda: signature(""),
    "short signature": lambda: signature(SIGNED[:20]),
    "signature without padding": lambda: signature(SIGNED[:-1]),
    "signature with a letter more": lambda: signature(SIGNED + "A"),
    "hex signature": lambda: signature(RAW.hex()),
    "upper-case hex signature": lambda: signature(RAW.hex().upper()),
    "url-safe signature": lambda: signature(base64.urlsafe_b64encode(RAW).decode()),
    "url-safe signature without padding": lambda: signature(
        base64.urlsafe_b64encode(RAW).decode().rstrip("=")
    ),
    "prefixed signature": lambda: signature(f"sha256={SIGNED}"),
    "signature in quotes": lambda: signature(f'"{SIGNED}"'),
    "signature twice in one header": lambda: signature(f"{SIGNED}, {SIGNED}"),
    "signature twice": lambda: with_header("X-Todoist-Hmac-SHA256", SIGNED),
    "a right and a wrong signature": lambda: with_header("X-Todoist-Hmac-SHA256", sign(b"")),
    "other spelling of the last bits": lambda: signature(
        SIGNED[:-2] + chr(ord(SIGNED[-2]) + 1) + "="
    ),
    "signature in lower case": lambda: signature(SIGNED.lower()),
    "signature of an empty body": lambda: signature(sign(b"")),
    "signature by another secret": lambda: signature(sign(GOOD, "guess")),
    "signature by no secret": lambda: signature(sign(GOOD, "")),
    "signature by the client id": lambda: signature(sign(GOOD, "oo")),
    "SHA-1 signature": lambda: signature(
        base64.b64encode(hmac.digest(SECRET.encode(), GOOD, "sha1")).decode()
    ),
    "SHA-512 signature": lambda: signature(
        base64.b64encode(hmac.digest(SECRET.encode(), GOOD, "sha512")).decode()
    ),
    "signature beyond ASCII": lambda: signature(("ä" * 43 + "=").encode("latin-1")),
    "signature of the JSON written anew": lambda: signature(
        sign(json.dumps(json.loads(GOOD), separators=(",", ":")).encode())
    ),
    "one letter of the body changed": lambda: signature(SIGNED, GOOD.replace(b"Milk", b"Silk")),
    "one blank more": lambda: signature(SIGNED, GOOD + b" "),
    "another user's id under this signature": lambda: signature(
        SIGNED, GOOD.replace(b"todoist-1", b"todoist-2")
    ),
    "gzip": lambda: post(gzip.compress(GOOD), **{"Content-Encoding": "gzip"}),
    "gzip signed before": lambda: post(
        gzip.compress(GOOD), **{"Content-Encoding": "gzip", "X-Todoist-Hmac-SHA256": SIGNED}
    ),
    "deflate in name only": lambda: post(**{"Content-Encoding": "deflate"}),
    "identity, said aloud": lambda: post(**{"Content-Encoding": "identity"}),
    "chunked without proof": lambda: chunked([GOOD], {"Content-Type": "application/json"}),
    "chunked, a part missing": lambda: chunked([GOOD[:20], GOOD[30:]], headers_of(GOOD)),
    "chunked, too long": lambda: chunked([b" " * 65536] * 17, headers_of(GOOD)),
    "no type": lambda: of_type(None),
    "a form": lambda: of_type(PLAIN_FORM),
    "a form that holds JSON": lambda: of_type(PLAIN_FORM, b"payload=" + GOOD),
    "multipart": lambda: of_type("multipart/form-data; boundary=x", MULTIPART),
    "plain text": lambda: of_type("text/plain"),
    "JSON of another kind": lambda: of_type("application/vnd.api+json"),
    "JSON with a stranger's charset": lambda: of_type("application/json; charset=utf-7"),
    "JSON with a parameter": lambda: of_type("application/json; boundary=x"),
    "JSON and something else": lambda: of_type("application/json, text/plain"),
    "type twice": lambda: with_header("Content-Type", "text/plain"),
    "a member twice": lambda: text('{"user_id": "todoist-1", ' + FULL[1:]),
    "a member twice inside": lambda: text(FULL.replace('"checked"', '"id": "2", "checked"')),
    "BOM": lambda: text(b"\xef\xbb\xbf" + GOOD),
    "UTF-16": lambda: text(FULL.encode("utf-16")),
    "not UTF-8": lambda: text(GOOD.replace(b"Milk", b"M\xfflk")),
    "half a surrogate pair": lambda: text(SURROGATE),
    "NaN": lambda: text(FULL.replace("true", "NaN")),
    "Infinity": lambda: text(FULL.replace("true", "-Infinity")),
    "an endless number": lambda: text(FULL.replace("true", "1e999")),
    "too many digits": lambda: text(FULL.replace("true", "9" * 5000)),
    "two values": lambda: text(FULL + FULL),
    "a comment": lambda: text(FULL + "// yes"),
    "half a text": lambda: text(GOOD[:-10]),
    "nothing": lambda: text(b""),
    "a list": lambda: text(f"[{FULL}]"),
    "null": lambda: text("null"),
    "a text": lambda: text('"item:added"'),
    "deep": lambda: text(FULL[:-1] + f', "more": {NESTED}}}'),
    "endlessly deep": lambda: text("[" * 100_000),
    "deep lists": lambda: text(FULL[:-1] + ', "more": ' + "[" * 300 + "]" * 300 + "}"),
    "1 MiB and a letter": lambda: text(GOOD + b" " * (MIB + 1 - len(GOOD))),
    "no user": lambda: without("user_id"),
    "no name": lambda: without("event_name"),
    "no time": lambda: without("triggered_at"),
    "unknown user": lambda: said(owner="todoist-2"),
    "user as a number": lambda: said(user_id=1),
    "user with a NUL": lambda: said(user_id="todoist-1\0"),
    "user as a pattern": lambda: said(user_id="%"),
    "user as SQL": lambda: said(user_id="' OR 1=1 --"),
    "many users": lambda: said(user_id=["todoist-1"]),
    "name with a line break": lambda: said(name="item:added\nforged"),
    "endless name": lambda: said(name="x" * 10_000),
    "time without a zone": lambda: said(triggered_at="2026-11-22T12:00:00"),
    "time of a year that is none": lambda: said(triggered_at="0001-01-01T00:00:00.000000Z"),
    "time as a number": lambda: said(triggered_at=NOON.timestamp()),
    "GET": lambda: post(method="GET"),
    "HEAD": lambda: post(method="HEAD"),
    "PUT": lambda: post(method="PUT"),
    "PATCH": lambda: post(method="PATCH"),
    "DELETE": lambda: post(method="DELETE"),
    "OPTIONS": lambda: post(method="OPTIONS"),
    "a query": lambda: post(end="?user_id=todoist-1"),
    "an empty query of sorts": lambda: post(end="?_"),
    "method by header": lambda: post(method="GET", **{"X-HTTP-Method-Override": "POST"}),
}
"""Every way, made anew each time it is sent."""
