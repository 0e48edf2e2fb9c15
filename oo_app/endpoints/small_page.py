"""Draw the few pages that stand outside the app: black, one sentence, no script."""

from html import escape

from starlette.responses import HTMLResponse

_FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} · oO</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><style>
html{{background:#000;color-scheme:dark}}
body{{margin:0;min-height:100dvh;display:grid;place-items:center;text-align:center;
color:#ededed;font:400 1rem/1.5 system-ui,sans-serif}}
main{{padding:1.5rem}}
a{{color:inherit}}
button{{min-height:3.5rem;padding:.75rem 1.5rem;font:inherit;color:inherit;background:#000;
border:1px solid #767676;border-radius:.5rem;cursor:pointer}}
button:hover{{border-color:#ededed}}
:focus-visible{{outline:2px solid #8ab4ff;outline-offset:3px}}
</style></head><body><main>{body}</main></body></html>"""


def sentence_page(sentence: str, status: int, headers: dict[str, str]) -> HTMLResponse:
    """Return a page that says one thing and leads home."""
    body = f'<h1>{escape(sentence)}</h1><p><a href="/">Back to oO</a></p>'
    return _page(sentence, body, status, headers)


def link_page(code: str) -> HTMLResponse:
    """Return the page behind a login link: looking at it must not use the link up."""
    body = (
        '<form method="post" action="/auth/link">'
        f'<input type="hidden" name="code" value="{escape(code)}">'
        "<button>Sign in to oO</button></form>"
    )
    return _page("Sign in", body, 200, {})


def _page(title: str, body: str, status: int, headers: dict[str, str]) -> HTMLResponse:
    html = _FRAME.format(title=escape(title), body=body)
    return HTMLResponse(html, status, {"Cache-Control": "no-store"} | headers)
