"""Only core/outbound.py talks HTTP to the outside (reliability F1)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "oo_app", "oo_admin")
THE_ONE = ROOT / "core" / "outbound.py"
BROWSERS = ROOT / "oo_app" / "bench"  # plays browsers against ourselves: nothing goes outside
FORBIDDEN = (
    "aiohttp",
    "authlib.integrations",
    "http.client",
    "httpx",
    "httpx2",
    "requests",
    "urllib.request",
    "urllib3",
)


def imported(tree):
    """Return the dotted names that a module imports, wherever the import stands."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def strays(source):
    """Return the HTTP clients that a source text reaches for."""
    return sorted(
        name
        for name in imported(ast.parse(source))
        if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN)
    )


def modules():
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_no_other_module_uses_an_http_client():
    found = {
        str(module.relative_to(ROOT)): names
        for module in modules()
        if module != THE_ONE
        and BROWSERS not in module.parents
        and (names := strays(module.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_the_one_client_is_where_this_test_looks():
    assert strays(THE_ONE.read_text(encoding="utf-8")) == ["httpx"]


@pytest.mark.parametrize(
    "source",
    [
        "import httpx",
        "import httpx as quiet",
        "def late():\n    from httpx import AsyncClient",
        "from urllib import request",
        "import urllib.request",
        "import aiohttp.client",
        "from authlib.integrations.httpx_client import AsyncOAuth2Client",
        "from http import client",
    ],
)
def test_each_way_to_reach_for_a_client_is_seen(source):
    assert strays(source)


@pytest.mark.parametrize("source", ["import urllib.parse", "import httpxtra", "import http"])
def test_what_is_no_client_is_let_alone(source):
    assert not strays(source)
