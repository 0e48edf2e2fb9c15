"""Draw the issuer's pages: black, calm, closed to everything but what they need."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

from oo_app.sandbox.issuer.clients import origin_of

STYLE = """
*{box-sizing:border-box}
html{background:#000;color-scheme:dark}
body{margin:0;background:#000;color:#ededed;font:400 1rem/1.5 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:4rem 1.5rem}
h1{font-size:1.75rem;line-height:1.22;font-weight:500;margin:0 0 1rem}
p{margin:0 0 1rem;color:#a3a3a3;overflow-wrap:anywhere}
.real{color:#e7c46c}
form{margin:2rem 0 0}
fieldset{border:1px solid #262626;margin:0 0 2rem;padding:.5rem 1rem}
legend{padding:0 .5rem;color:#a3a3a3}
label{display:flex;align-items:center;gap:.75rem;min-height:3.5rem}
button{display:block;width:100%;min-height:3.5rem;margin:0 0 .75rem;padding:.75rem 1rem;
font:inherit;text-align:start;color:inherit;background:#000;border:1px solid #767676;
border-radius:.5rem;cursor:pointer}
button:hover{border-color:#ededed}
button b{font-weight:500}
button span{display:block;color:#a3a3a3;font-size:.875rem;overflow-wrap:anywhere}
:focus-visible{outline:2px solid #8ab4ff;outline-offset:3px}
"""
"""The whole look, inline: a stand-in page loads nothing else."""

SUBMIT = "document.forms[0].submit()"
"""The one script: sends the form back to the client without a press."""


def not_real(label: str) -> str:
    """Return the line that keeps anybody from taking the page for the provider's."""
    return (
        f'<p class="real">This is a stand-in {escape(label)}: nothing here is real, '
        "and nobody asks for a password.</p>"
    )


def page(
    title: str,
    body: str,
    *,
    form_origins: tuple[str, ...] = (),
    script: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return a whole page. `body` is HTML; `form_origins` may receive its forms."""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>{body}</main>"
        f"{f'<script>{script}</script>' if script else ''}</body></html>"
    )
    return HTMLResponse(html, status, headers=_headers(form_origins, script))


def error_page(label: str, error: str, description: str) -> HTMLResponse:
    """Return the page for a request that cannot be answered, with nowhere to go back to."""
    body = (
        f"<h1>This request cannot be answered.</h1>{not_real(label)}"
        f"<p>{escape(description)}</p><p>Error: {escape(error)}</p>"
    )
    return page(f"Error at the stand-in {label}", body, status=400)


def form_post_page(label: str, redirect_uri: str, answer: Mapping[str, str]) -> HTMLResponse:
    """Return the page that posts `answer` to the client, by itself or at the press of a button."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in answer.items()
    )
    body = (
        f"<h1>Back to the app</h1>{not_real(label)}"
        f'<form method="post" action="{escape(redirect_uri)}">{inputs}'
        "<button>Continue</button></form>"
    )
    return page(
        f"Back from the stand-in {label}",
        body,
        form_origins=(origin_of(redirect_uri),),
        script=SUBMIT,
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _headers(form_origins: tuple[str, ...], script: str) -> dict[str, str]:
    nobody = "'none'"
    policy = [
        "default-src 'none'",
        f"style-src {_hash(STYLE)}",
        f"script-src {_hash(script) if script else nobody}",
        f"form-action {' '.join(form_origins) or nobody}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Cache-Control": "no-store",
        # Stricter values would blank the Origin header of the forms, which both ends check.
        "Referrer-Policy": "strict-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
