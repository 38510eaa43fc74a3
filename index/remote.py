"""Generations on a Chroma server (`chroma run`) that several servers share: a collection each, never changed again."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from index.catalog import Stored
from index.vectors import Generation, Receipt, VectorError, connect, fill, open_collection

__all__ = ["RemoteStore"]

ANSWER_S = 5.0  # chromadb waits for ever for a host that is silent
PORTS = {"http": 8000, "https": 443}  # 8000 is Chroma's own


class RemoteStore:
    """Chroma in another process or on another machine. It has no lock of its own, so the catalogue's one writer writes.

    A collection's name begins with that of its index, so that several indexes can share a server.
    """

    def __init__(self, url: str) -> None:
        """Nothing is asked yet; `url` is http://host:port or https://host:port."""
        self.place = url
        parts = urlsplit(url)
        self._host, self._tls = parts.hostname or "", parts.scheme == "https"
        self._port = parts.port or PORTS[parts.scheme]

    def build(self, name: str, stored: Iterable[Stored], *, total: int) -> Receipt:
        """Make a new collection and count it; one that was left half made under this name is removed first.

        Raises:
            VectorError: the server does not answer, or does not hold every vector after it was written.
        """
        with self._client() as client:
            if name in _names(client):
                client.delete_collection(name)
            fill(client, name, stored, total=total)
        receipt = Receipt(count=total)
        self.check(name, receipt)
        return receipt

    def open(self, name: str, receipt: Receipt) -> Generation:
        """A finished collection, to be asked over the network.

        Raises:
            VectorError: the server does not answer, or has another number of vectors.
        """
        with self._client() as client:
            store, count = open_collection(client, name)
            if count != receipt.count:
                raise VectorError(
                    f"the Chroma server {self.place} holds {count} vectors of {name}, not {receipt.count}; "
                    "run `dateline index --repair`"
                )
            return Generation(store, count, close=lambda: None)

    def check(self, name: str, receipt: Receipt) -> None:
        """Count a collection.

        Raises:
            VectorError: as `open`.
        """
        self.open(name, receipt)

    def keep_only(self, name: str, *, before: str) -> None:
        """Remove this index's other collections, but not the one before, which a question may just be asking."""
        with self._client() as client:
            for one in _names(client):
                if one.startswith(name.rsplit("-", 2)[0]) and one not in {name, before}:
                    client.delete_collection(one)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """A client; what goes wrong while it is used is told in our words."""
        try:
            socket.create_connection((self._host, self._port), timeout=ANSWER_S).close()
            yield connect(self._host, self._port, tls=self._tls)
        except VectorError:
            raise
        except OSError as error:
            raise VectorError(f"no Chroma server answers at {self.place}; start it with `chroma run`") from error
        except Exception as error:
            raise VectorError(
                f"the Chroma server {self.place} does not have what it should ({error}); run `dateline index --repair`"
            ) from error


def _names(client: Any) -> list[str]:  # noqa: ANN401 -- chromadb's client type is private
    return [one.name for one in client.list_collections()]
