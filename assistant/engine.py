"""The engine's own process: `python -m assistant.engine WEIGHTS THREADS`; door to xllamacpp. Imports nothing of ours.

Reads a key from standard input, loads the weights, prints the address at which it answers as an OpenAI-compatible
server (whoever has the key), and ends when standard input does: with whoever started it, however that ended.
"""

from __future__ import annotations

import sys

__all__ = ["main"]

CONTEXT = 8192  # tokens; 30 kB of memory each


def main() -> None:
    """Serve on a free port of the loopback address until standard input ends."""
    import xllamacpp

    _, weights, threads = sys.argv
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.n_ctx = CONTEXT
    params.cpuparams.n_threads = int(threads)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [sys.stdin.readline().strip()]
    params.endpoint_slots = False  # would show what is being asked
    params.cache_ram_mib = 0  # no copies of earlier prompts; the beginning that all share stays read
    params.verbosity = 0
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
