"""Only our own pages change anything: every route against every way a request can come (S3)."""

import pytest
from fastapi.routing import APIRoute

from oo_app.endpoints import api, table
from oo_app.endpoints.table import Crossing

OWN = "own origin"
"""Stands for the server's own origin, which is known only once it runs."""

WAYS = {
    "no header": ({}, False),
    "same-origin": ({"Sec-Fetch-Site": "same-origin"}, True),
    "same-site": ({"Sec-Fetch-Site": "same-site"}, False),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, False),
    "none": ({"Sec-Fetch-Site": "none"}, False),
    "an invented value": ({"Sec-Fetch-Site": "same-origin, cross-site"}, False),
    "own origin alone": ({"Origin": OWN}, True),
    "same-site, but a foreign origin": (
        {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
        False,
    ),
    "own origin, but cross-site": ({"Origin": OWN, "Sec-Fetch-Site": "cross-site"}, False),
    "null origin": ({"Origin": "null"}, False),
    "foreign origin": ({"Origin": "https://evil.example"}, False),
    "wrong port": ({"Origin": "http://127.0.0.1:1"}, False),
    "wrong scheme": ({"Origin": "https"}, False),
    "own origin as a prefix": ({"Origin": "prefix"}, False),
}
"""Headers of a request, and whether they come from a page of ours."""

UNSAFE = [door for door in table.DOORS if door.method != "GET"]
API_ROUTES = [
    (method, f"{table.API}{route.path}")
    for route in api.build().routes
    if isinstance(route, APIRoute)
    for method in route.methods
    if method not in {"GET", "HEAD"}
]
CELLS = [
    *((door.method, door.path, door.crossing) for door in UNSAFE),
    *((method, path, Crossing.OURS) for method, path in API_ROUTES),
]
FORBIDDEN = 403


def concrete(path):
    return path.replace("{provider:str}", "google").replace("{tip_id}", "x")


@pytest.mark.parametrize("way", WAYS)
async def test_unsafe_methods_pass_only_from_our_own_pages(web, way):
    said, is_ours = WAYS[way]
    host = web.url.removeprefix("http://")
    origins = {OWN: web.url, "https": f"https://{host}", "prefix": f"{web.url}.evil.example"}
    headers = {name: origins.get(value, value) for name, value in said.items()}

    for method, path, crossing in CELLS:
        answer = await web.http.request(method, concrete(path), headers=headers)

        may_pass = is_ours or crossing is not Crossing.OURS
        assert (answer.status_code != FORBIDDEN) == may_pass, (method, path, answer.status_code)


async def test_a_refused_request_reaches_no_use_case(web):
    web.sign_in()

    for method, path, crossing in CELLS:
        if crossing is Crossing.OURS:
            await web.http.request(method, concrete(path), headers={"Sec-Fetch-Site": "cross-site"})

    assert not web.core.calls


async def test_looking_changes_nothing(web):
    web.sign_in()
    web.core.links["a-secret"] = next(iter(web.core.sessions.values())).user_id

    for method in ("GET", "HEAD"):
        for _, path, _ in CELLS:
            await web.http.request(method, concrete(path), params={"code": "a-secret"})
        await web.http.request("HEAD", "/auth/google/callback", params={"state": "x", "code": "y"})

    acting = set(web.core.calls) - {"finish_sign_in", "finish_connect"}
    assert not acting
    assert web.core.calls["finish_sign_in"] == 1  # the GET of the callback: OAuth's own exception
    assert "a-secret" in web.core.links


def test_every_route_has_a_class_and_no_two_doors_are_the_same():
    doors = [(door.method, door.path) for door in table.DOORS]

    assert len(set(doors)) == len(doors)
    for door in table.DOORS:
        if door.method == "GET":
            assert door.crossing in {Crossing.READS, Crossing.PROVED}
        else:
            assert door.crossing is not Crossing.READS


def test_the_paths_open_to_strangers_are_these_and_no_others():
    patterns = sorted(pattern.pattern for pattern in table.OPEN_TO_ALL)

    assert patterns == ["/auth/[^/]+/callback", "/csp-report", "/hooks/todoist", "/sandbox/.*"]
