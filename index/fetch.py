"""One URL -> its bytes, capped in size and time, never from a private address; door to safehttpx and httpx."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.raw import RefusedError

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "Resolver", "Transport", "fetch", "resolve"]

# A host name -> its addresses as the system writes them; raises OSError. The check runs on these, so every spelling
# of an address (decimal, octal, hex, IPv4 inside IPv6) is checked as what it means.
Resolver = Callable[[str], Sequence[str]]
# A checked address -> the transport that connects to it and to no other, whatever the name means a moment later.
Transport = Callable[[str], "httpx.AsyncBaseTransport"]

MOST_REDIRECTS = 5
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out of the public IPv6 internet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A download: where it was found after redirects, its bytes as sent, its media type in lower case."""

    url: str
    data: bytes
    media_type: str
    charset: str | None


def resolve(host: str) -> list[str]:
    """The addresses of a host name, or of an address in any spelling.

    Raises:
        OSError: the name is unknown.
    """
    return sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})


def fetch(
    url: str, *, max_bytes: int, seconds: float, resolver: Resolver = resolve, transport: Transport | None = None
) -> Fetched:
    """Download an http or https address that the operator named.

    Every redirect is checked like the first address. A host is refused if any of its addresses is not public.

    Raises:
        RefusedError: not http(s), a name or password in it, a private address, too large, too slow, compressed,
            more than five redirects, an answer other than 200, or no answer.
    """
    import httpx

    try:
        return asyncio.run(_fetch(url, max_bytes, seconds, resolver, transport or _pinned))
    except TimeoutError:
        raise RefusedError(f"did not arrive within {seconds:g} s; try again later") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise RefusedError(f"cannot be fetched: {type(error).__name__}; check the address") from None


async def _fetch(url: str, max_bytes: int, seconds: float, resolver: Resolver, transport: Transport) -> Fetched:
    import httpx

    async with asyncio.timeout(seconds):
        for _ in range(MOST_REDIRECTS + 1):
            address = await asyncio.to_thread(_public_address, httpx.URL(url), resolver)
            # No proxy, cookie or netrc of the environment; compressed answers could grow without bound.
            client = httpx.AsyncClient(transport=transport(address), trust_env=False, timeout=seconds)
            headers = {"Accept-Encoding": "identity", "User-Agent": "dateline"}
            async with client, client.stream("GET", url, headers=headers) as response:
                if response.is_redirect:
                    url = str(httpx.URL(url).join(response.headers["location"]))
                    continue
                return await _read(response, url, max_bytes)
    raise RefusedError(f"redirects more than {MOST_REDIRECTS} times")


async def _read(response: httpx.Response, url: str, max_bytes: int) -> Fetched:
    if response.status_code != 200:  # noqa: PLR2004 - HTTP's own number
        raise RefusedError(f"answers with status {response.status_code}")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError("is sent compressed although plain was asked for; download it yourself and give the file")
    data = bytearray()
    async for chunk in response.aiter_bytes(65_536):
        data += chunk
        if len(data) > max_bytes:
            raise RefusedError(f"has more than {max_bytes:,} bytes; raise the limit, or download it yourself")
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(url=url, data=bytes(data), media_type=media_type, charset=response.charset_encoding)


def _public_address(url: httpx.URL, resolver: Resolver) -> str:
    """An address of the URL's host, after all of them were found to be public."""
    if url.scheme not in {"http", "https"} or not url.host:
        raise RefusedError("is no http or https address")
    if url.userinfo:
        raise RefusedError("has a name or password in it; leave them out")
    try:
        addresses = resolver(url.host)
    except (OSError, UnicodeError):
        raise RefusedError(f"has the host {url.host}, which cannot be found; check the address") from None
    if not addresses or not all(_is_public(address) for address in addresses):
        raise RefusedError(f"has the host {url.host}, which is a private address; only public ones are read")
    return addresses[0]


def _is_public(address: str) -> bool:
    """Whether the address, or the IPv4 address that NAT64 carries in it, is one of the public internet.

    safehttpx's own check lets NAT64, 6to4, Teredo and shared address space (100.64.0.0/10) through (0.1.7).
    """
    from safehttpx import is_public_ip

    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # such as fe80::1%eth0, which is of the own link
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in UNICAST or ip.sixtofour is not None:
            return False
    return ip.is_global and not ip.is_multicast and bool(is_public_ip(str(ip)))


def _pinned(address: str) -> httpx.AsyncBaseTransport:
    from safehttpx import AsyncSecureTransport

    pinned: httpx.AsyncBaseTransport = AsyncSecureTransport(address)
    return pinned
