"""Ask a server at a steady rate from a process of its own: `python -m tests.bench.load URL A_SECOND SECONDS`."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

__all__ = ["fire"]

BODY = json.dumps({"question": "Who led the US delegation in April?"})


def fire(url: str, *, a_second: float, for_s: float, threads: int = 64) -> list[tuple[int, float, bool]]:
    """Ask at this rate, whatever comes back: status, seconds, and whether it was told when to come again."""
    own = threading.local()

    def ask(at: float) -> tuple[int, float, bool]:
        time.sleep(max(0.0, at - time.monotonic()))
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        began = time.monotonic()
        own.connection.request("POST", "/ask", BODY, {"content-type": "application/json"})
        reply = own.connection.getresponse()
        reply.read()
        return reply.status, time.monotonic() - began, reply.headers["retry-after"] is not None

    with ThreadPoolExecutor(threads) as pool:
        start = time.monotonic() + 0.5
        return list(pool.map(ask, [start + n / a_second for n in range(int(a_second * for_s))]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fire(sys.argv[1], a_second=float(sys.argv[2]), for_s=float(sys.argv[3]))))
