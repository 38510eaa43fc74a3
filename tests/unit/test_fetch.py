import asyncio
from collections.abc import Callable

import httpx
import pytest

from index.fetch import Fetched, fetch
from index.load import Refusal, load
from index.raw import RefusedError

PUBLIC = "93.184.216.34"
Answer = Callable[[httpx.Request], httpx.Response]


def get(url: str, answer: Answer, *, addresses: dict[str, list[str]] | None = None, max_bytes: int = 1000) -> Fetched:
    """Fetch with made name servers and made servers: no packet leaves."""

    def resolver(host: str) -> list[str]:
        return (addresses or {}).get(host, [PUBLIC])

    return fetch(
        url, max_bytes=max_bytes, seconds=5, resolver=resolver, transport=lambda _: httpx.MockTransport(answer)
    )


def page(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b"<p>words</p>", headers={"content-type": "text/HTML; charset=utf-8"})


def test_a_page_is_fetched_with_its_type() -> None:
    got = get("https://courier.example/port", page)
    assert got == Fetched(
        url="https://courier.example/port", data=b"<p>words</p>", media_type="text/html", charset="utf-8"
    )


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(RefusedError, match="private address"):
        get("http://courier.example/", page, addresses={"courier.example": [address]})
    with pytest.raises(RefusedError, match="private address"):  # one public address beside it does not help
        get("http://courier.example/", page, addresses={"courier.example": [PUBLIC, address]})


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_read(address: str) -> None:
    assert get("http://courier.example/", page, addresses={"courier.example": [address]}).data


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_loopback_is_refused_in_every_spelling_by_the_real_resolver(url: str) -> None:
    (refusal,) = load(url, max_bytes=1000)
    assert isinstance(refusal, Refusal)
    assert any(why in refusal.reason for why in ("private address", "cannot be found", "InvalidURL"))


def test_redirects_are_checked_like_the_first_address() -> None:
    def inwards(_: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "http://inside.example/"})

    with pytest.raises(RefusedError, match=r"inside\.example.*private"):
        get("http://courier.example/", inwards, addresses={"inside.example": ["10.0.0.1"]})

    def to_file(_: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": "file:///etc/passwd"})

    with pytest.raises(RefusedError, match="no http or https"):
        get("http://courier.example/", to_file)

    def forever(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": f"{request.url}x"})

    with pytest.raises(RefusedError, match="redirects more than 5 times"):
        get("http://courier.example/", forever)


def test_a_redirect_ends_at_the_new_address() -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        return page(request) if request.url.path == "/new" else httpx.Response(301, headers={"location": "/new"})

    assert get("http://courier.example/old", moved).url == "http://courier.example/new"


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (httpx.Response(404), "status 404"),
        (httpx.Response(200, content=b"x" * 1001), "more than 1,000 bytes"),
        (httpx.Response(200, content=b"x", headers={"content-encoding": "br"}), "compressed"),
    ],
)
def test_unusable_answers_are_refused(response: httpx.Response, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        get("http://courier.example/", lambda _: response)


def test_an_endless_answer_is_read_no_further_than_the_cap() -> None:
    sent = 0

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204
            nonlocal sent
            while True:
                sent += 100
                yield b"x" * 100

    with pytest.raises(RefusedError, match="more than"):
        get("http://courier.example/", lambda _: httpx.Response(200, stream=Endless()))
    assert sent < 200_000


def test_a_slow_answer_is_given_up() -> None:
    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.sleep(60)
            return page(request)

    with pytest.raises(RefusedError, match="within"):
        fetch(
            "http://courier.example/",
            max_bytes=9,
            seconds=0.05,
            resolver=lambda _: [PUBLIC],
            transport=lambda _: Slow(),
        )


@pytest.mark.parametrize("url", ["ftp://courier.example/", "http://user:word@courier.example/", "http:///x"])
def test_addresses_that_are_not_plain_http_are_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        get(url, page)
