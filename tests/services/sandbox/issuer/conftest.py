import pytest

from oo_app.sandbox.issuer import Flavour
from tests.services.sandbox.issuer.stage import on_stage


@pytest.fixture
async def google():
    async with on_stage(Flavour.GOOGLE) as stage:
        yield stage


@pytest.fixture
async def apple():
    async with on_stage(Flavour.APPLE) as stage:
        yield stage


@pytest.fixture
async def oidc():
    async with on_stage(Flavour.OIDC) as stage:
        yield stage


@pytest.fixture(params=list(Flavour))
async def stage(request):
    async with on_stage(request.param) as stage:
        yield stage
