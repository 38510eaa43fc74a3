"""Bound what one HTTP request may take: seconds, bytes and tries. Door to httpx2 and httpcore2, which openai 3 speaks.

What goes wrong is told in the language's own errors, so that nothing of a library reaches the caller:
    TimeoutError     the deadline passed, wherever the request was: name lookup, connecting, waiting, reading
    ConnectionError  nobody answered
    EOFError         the reply broke off
    OverflowError    the reply is larger than allowed, or compressed, so that its size cannot be known
    ValueError       the reply is not the stream of events it should be
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from typing import Any

import httpcore2
import httpx2

from assistant.gone import LOOK_S, is_gone

__all__ = ["Bounded", "client", "events"]

# What a server needs to know. What else the SDK adds (platform, runtime, headers set in the environment) stays here.
SENT = frozenset({b"host", b"authorization", b"content-type", b"content-length", b"accept", b"user-agent"})
ERROR_BYTES = 64 * 1024  # an error page is read for its code only
PAUSE_S = 0.2  # before the second try: a server that restarts a worker needs a moment


class Bounded(httpx2.BaseTransport):
    """A transport whose timeout is a deadline over the whole request, and whose reply has at most `max_bytes` bytes.

    The libraries below count their timeout per read: a server that drips a byte every 0.15 s held a call with
    `timeout=3` for 37 s. Here the read timeout of a request is the time from its start to the last byte of its
    reply, a second try included. There is one on connection errors and on 5xx, none on anything else.

    Every request has its own connection, so threads share nothing, and closing a reply closes its connection at
    once. Compression is neither asked for nor accepted: 300 KB of it can unpack to 300 MB. Proxies named in the
    environment are not used.
    """

    def __init__(self, *, max_bytes: int, tls: bool) -> None:
        self._max_bytes = max_bytes
        # Made once, and only where it is used: reading the trust store takes 0.17 s.
        self._tls = httpx2.create_ssl_context() if tls else None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request, again if nobody answered or the server failed; the reply's body is not read yet."""
        ends = monotonic() + request.extensions["timeout"]["read"]
        try:
            reply = self._send(request, ends)
            if reply.status_code < httpx2.codes.INTERNAL_SERVER_ERROR:
                return reply
            reply.close()
        except ConnectionError:
            pass
        sleep(min(PAUSE_S, _left(ends)))
        return self._send(request, ends)

    def _send(self, request: httpx2.Request, ends: float) -> httpx2.Response:
        at = request.url
        url = httpcore2.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
        headers = [(name, value) for name, value in request.headers.raw if name.lower() in SENT]
        headers.append((b"accept-encoding", b"identity"))
        connection = httpcore2.HTTPConnection(url.origin, ssl_context=self._tls, network_backend=_Backend(ends))
        try:
            with _plain(ConnectionError):
                reply = connection.handle_request(
                    httpcore2.Request(request.method, url, headers=headers, content=request.stream)
                )
            _refuse_compressed(reply)
        except BaseException:
            connection.close()
            raise
        most = self._max_bytes if reply.status < httpx2.codes.BAD_REQUEST else ERROR_BYTES
        body = _Body(reply.iter_stream(), connection, ends, most)
        return httpx2.Response(reply.status, headers=reply.headers, stream=body)


def client(*, max_bytes: int, tls: bool) -> httpx2.Client:
    """A client whose every request is bounded; it follows no redirect, so a key never goes to another host."""
    return httpx2.Client(transport=Bounded(max_bytes=max_bytes, tls=tls), follow_redirects=False, trust_env=False)


def events(reply: httpx2.Response, *, max_bytes: int) -> Iterator[tuple[str, str]]:
    """Server-sent events of a reply as (event, data), as they arrive; an event without a name is a "message".

    Raises:
        ValueError: the reply is of another content type, or one event has more than `max_bytes` bytes.
    """
    try:
        for event in httpx2.EventSource(reply, max_event_size=max_bytes):
            yield event.event, event.data
    except httpx2.SSEError as error:
        raise ValueError(str(error)) from None


class _Body(httpx2.SyncByteStream):
    """The bytes of one reply, counted and timed."""

    def __init__(self, chunks: Iterator[bytes], connection: httpcore2.HTTPConnection, ends: float, most: int) -> None:
        self._chunks, self._connection, self._ends, self._most = chunks, connection, ends, most

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        with _plain(EOFError):
            for chunk in self._chunks:
                _left(self._ends)  # many small chunks may lie in one read
                taken += len(chunk)
                if taken > self._most:
                    raise OverflowError(f"the reply has more than {self._most} bytes")
                yield chunk

    def close(self) -> None:
        self._connection.close()


class _Backend(httpcore2.NetworkBackend):
    """Opens connections that end at a deadline."""

    def __init__(self, ends: float) -> None:
        self._ends = ends

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.NetworkStream:  # noqa: ANN401
        """Try each address of the host in turn, each for its share of the time that is left."""
        addresses = _addresses(host, port, _left(self._ends))
        for later in range(len(addresses) - 1, -1, -1):
            share = _left(self._ends) / (later + 1)
            try:
                stream = httpcore2.SyncBackend().connect_tcp(addresses[-1 - later], port, timeout=share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if not later:
                    raise
            else:
                return _Stream(stream, self._ends)
        raise ConnectionError("the host has no address")


class _Stream(httpcore2.NetworkStream):
    """A connection that ends at a deadline, whatever the other side does."""

    def __init__(self, stream: httpcore2.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        while True:  # in slices, because a read that waits cannot be called off from elsewhere
            try:
                return self._stream.read(max_bytes, timeout=min(_left(self._ends), LOOK_S))
            except httpcore2.ReadTimeout:
                _left(self._ends)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, timeout=_left(self._ends))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, *_: Any, **__: Any) -> _Stream:  # noqa: ANN401
        secured = self._stream.start_tls(ssl_context, server_hostname, timeout=_left(self._ends))
        return _Stream(secured, self._ends)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        return self._stream.get_extra_info(info)


def _refuse_compressed(reply: httpcore2.Response) -> None:
    if any(name.lower() == b"content-encoding" and value != b"identity" for name, value in reply.headers):
        raise OverflowError("the reply is compressed")


def _addresses(host: str, port: int, within: float) -> list[str]:
    """The host's addresses. The lookup cannot be interrupted, so it runs beside us and is left behind when late."""
    found: Future[list[str]] = Future()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.set_result(list(dict.fromkeys(str(row[4][0]) for row in rows)))
        except (OSError, UnicodeError):
            found.set_exception(ConnectionError("the host has no address"))

    Thread(target=look_up, daemon=True).start()
    return found.result(timeout=within)


@contextmanager
def _plain(otherwise: type[Exception]) -> Iterator[None]:
    """Tell the library's errors in the language's own: TimeoutError, and `otherwise` for all the rest."""
    try:
        yield
    except httpcore2.TimeoutException:
        raise TimeoutError("the deadline passed") from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        raise otherwise(str(error)) from None


def _left(ends: float) -> float:
    """Seconds until `ends`; TimeoutError when there are none, or nobody waits for the reply any more."""
    left = ends - monotonic()
    if left <= 0 or is_gone():
        raise TimeoutError("the deadline passed")
    return left
