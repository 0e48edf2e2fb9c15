"""Make plain pages: no script, one style, everything escaped."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse

from oo_app.sandbox.todoist.service import Service

STYLE = """
:root { color-scheme: dark; --text: #ededed; --text-2: #a3a3a3; --text-3: #8a8a8a;
  --edge: #767676; --hair: #262626; --focus: #8ab4ff; --late: #e7c46c; }
* { box-sizing: border-box; }
html { background: #000; color: var(--text); font: 400 1rem/1.5 "Instrument Sans", system-ui,
  -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1.5rem 6rem; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.625rem, 1.35rem + 1.1vw, 2rem); line-height: 1.22; font-weight: 500;
  letter-spacing: -0.012em; margin: 2rem 0 1rem; }
h2 { font-size: 1rem; font-weight: 500; color: var(--text-2); margin: 3rem 0 0.75rem; }
p, li { max-width: 62ch; } p { margin: 0 0 1rem; }
a { color: inherit; text-underline-offset: 0.25em; }
small, .quiet { color: var(--text-2); font-size: 0.875rem; }
.stand-in { border-block: 1px solid var(--hair); color: var(--text-2); font-size: 0.875rem;
  padding: 0.75rem 0; margin: 0; }
.late { color: var(--late); }
code { font: 0.875rem/1.5 ui-monospace, "Liberation Mono", monospace; color: var(--text-2); }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--hair); max-width: none; padding: 0.75rem 0; }
.row { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
.row > :first-child { flex: 1; min-width: 0; }
form { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; margin: 0; }
details form { margin-top: 0.75rem; }
summary { cursor: pointer; min-height: 2.75rem; }
label { display: grid; gap: 0.25rem; color: var(--text-2); font-size: 0.875rem; flex: 1 1 9rem; }
label.wide { flex-basis: 100%; }
label.choice { display: flex; gap: 0.75rem; align-items: center; flex: 1 1 100%;
  min-height: 3.5rem; color: var(--text); font-size: 1rem; border-top: 1px solid var(--hair); }
input, select, button { font: inherit; color: var(--text); background: #000; border-radius: 0;
  border: 1px solid var(--edge); min-height: 2.75rem; padding: 0.25rem 0.75rem; max-width: 100%; }
input[type=radio], input[type=checkbox] { min-height: 0; width: 1.25rem; height: 1.25rem;
  accent-color: var(--text); }
button { font-weight: 500; cursor: pointer; border-width: 1px 0 0; padding-inline: 0;
  min-width: 5.5rem; text-align: start; }
button.key { min-height: 3.5rem; flex: 1 1 100%; }
button:hover { border-color: var(--text); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 4px; }
"""
"""The look of oO's own screens, in small: this page must stand alone."""

STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""Lets this one style through the content security policy."""

STAND_IN = "This is a stand-in Todoist: nothing here is real."
"""Said on every page, so that nobody takes it for the vendor's."""


def html_page(title: str, body: str, *, status: int = 200, form_to: str = "") -> HTMLResponse:
    """Return a page. `body` is HTML already; `form_to` lists origins that a form may end at."""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · stand-in Todoist</title><style>{STYLE}</style></head>"
        f'<body><header class="stand-in">{STAND_IN}</header><main>{body}</main></body></html>'
    )
    policy = (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {form_to}"
    ).strip()
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(text, status, headers)


def refusal(title: str, sentence: str, status: int = 400) -> HTMLResponse:
    """Return a page that says why nothing happened."""
    return html_page(title, f"<h1>{escape(title)}</h1><p>{escape(sentence)}</p>", status=status)


def hidden(values: Mapping[str, str]) -> str:
    """Return hidden fields."""
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in values.items()
    )


def origin_of(url: str) -> str:
    """Return the origin of an http(s) URL for a policy; "" for any other URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else ""


def from_own_page(request: Request, service: Service) -> bool:
    """Tell whether a browser sent this from one of our pages; silence counts as no."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin") == service.origin
