"""Make a built page speak to the server it came from, on any host and port."""

import re
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

ADDRESS = re.compile(r"""(["'`])(?P<scheme>https?|wss?)://[^/"'`]+(?P<path>/[^"'`]*)?\1""")
"""An absolute address, as a string of the built script."""


class NoAddresses(Exception):
    """The build holds no addresses where they were expected: Reflex has changed."""


class OwnOrigin(Plugin):
    """Replace the addresses that Reflex bakes into a production build.

    Reflex writes the host and port of the building machine into one small chunk, and its script
    then mends the host but not the port. A page that asks where it came from needs neither.
    """

    def post_build(self, **context: Any) -> None:
        """Rewrite the chunk; compression comes after this hook."""
        chunks = sorted(Path(context["static_dir"]).glob("assets/reflex-env-*.js"))
        mended = [relative(chunk.read_text(encoding="utf-8")) for chunk in chunks]
        if not chunks or any("location.origin" not in text for text in mended):
            raise NoAddresses
        for chunk, text in zip(chunks, mended, strict=True):
            chunk.write_text(text, encoding="utf-8")


def relative(script: str) -> str:
    """Return the script with each absolute address as an expression of the page's own origin."""
    return ADDRESS.sub(_expression, script)


def _expression(found: re.Match[str]) -> str:
    path = found["path"] or ""
    origin = "location.origin"
    if found["scheme"].startswith("ws"):
        origin += '.replace(/^http/,"ws")'
    return f'({origin}+"{path}")'
