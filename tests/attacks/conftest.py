import pytest

from tests.fakes.web import served


@pytest.fixture
async def web():
    async with served() as web:
        yield web


@pytest.fixture
async def https():
    """Serve the door as it is behind a proxy that speaks https for it."""
    async with served(base_url="https://oo.example", trusted_proxy_hops=1) as web:
        yield web
