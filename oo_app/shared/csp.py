"""Write the Content-Security-Policy from the build that is served (reliability S4).

Exceptions to "no inline anything, own origin only", all of them:

1. `style-src 'unsafe-inline'`: React sets styles on elements, and hashes do not cover those.
2. `form-action` names the providers' origins: Chromium checks the redirect after a form as well.
3. Pages below /sandbox send a policy of their own, stricter than this one: they play other sites.
"""

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from core.settings import Settings

REPORTS = "/csp-report"
"""Where browsers report what the policy stopped."""

ELSEWHERE = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
"""The policy of everything that is not a page: short, because it travels with every file."""

PROVIDER_ORIGINS = {
    "google": ("https://accounts.google.com",),
    "apple": ("https://appleid.apple.com",),
    "todoist": ("https://todoist.com", "https://app.todoist.com"),
}
"""Where the authorize pages are; Todoist's page moved between two hosts."""


class _InlineScripts(HTMLParser):
    """Collect the scripts that stand in a page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the start of an inline script."""
        if tag == "script" and "src" not in dict(attrs):
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a script."""
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Keep what stands inside a script, letter by letter."""
        if self._inside:
            self.found[-1] += data


def page_policy(settings: Settings, hashes: Iterable[str]) -> str:
    """Return the policy of a page, for inline scripts with these hashes."""
    directives = {
        "default-src": ("'self'",),
        "script-src": ("'self'", *(f"'{one}'" for one in hashes)),
        "style-src": ("'self'", "'unsafe-inline'"),
        "connect-src": ("'self'", *_sockets(settings)),
        "img-src": ("'self'", "data:"),
        "font-src": ("'self'",),
        "manifest-src": ("'self'",),
        "worker-src": ("'self'",),
        "form-action": ("'self'", *_form_targets(settings)),
        "frame-ancestors": ("'none'",),
        "base-uri": ("'none'",),
        "object-src": ("'none'",),
        "report-uri": (REPORTS,),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def script_hashes(build: Path) -> tuple[str, ...]:
    """Return the hash of each inline script in the build's pages, sorted, each once.

    They differ from build to build, so they are counted at every start.
    """
    found: set[str] = set()
    for page in build.rglob("*.html"):
        parser = _InlineScripts()
        parser.feed(page.read_text(encoding="utf-8"))
        found.update(_hash(script) for script in parser.found if script)
    return tuple(sorted(found))


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _sockets(settings: Settings) -> tuple[str, ...]:
    """Return our websocket's origins; older browsers do not count them as 'self'."""
    origins = settings.exact_origins
    return tuple(f"ws{origin.removeprefix('http')}" for origin in origins)


def _form_targets(settings: Settings) -> tuple[str, ...]:
    if settings.sandbox:
        return (settings.stand_ins_url,) if settings.sandbox_url else ()
    used = {
        "google": bool(settings.google_client_id),
        "apple": bool(settings.apple_client_id),
        "todoist": bool(settings.todoist_client_id),
    }
    origins = [
        origin for name, is_used in used.items() if is_used for origin in PROVIDER_ORIGINS[name]
    ]
    if settings.oidc_issuer:
        parts = urlsplit(settings.oidc_issuer)
        origins.append(f"{parts.scheme}://{parts.netloc}")
    return tuple(origins)
