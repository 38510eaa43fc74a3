"""Figures for Prometheus: requests, answers, steps. No question, article or key is in them. The door to prometheus."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

__all__ = ["MULTIPLE", "Metrics"]

MULTIPLE = (
    "PROMETHEUS_MULTIPROC_DIR"  # where the library adds up what several processes count; read when it is imported
)
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """What one process counts; `text` tells it for all processes of one server."""

    def __init__(self, sizes: Mapping[str, Any]) -> None:
        """`sizes`: by name, functions that tell how much there is of something now, asked at each scrape."""
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self._sizes = sizes
        self._registry = CollectorRegistry()
        own: dict[str, Any] = {"registry": self._registry}
        self._requests = Counter("dateline_requests", "Requests answered.", ["method", "path", "status"], **own)
        self._seconds = Histogram(
            "dateline_request_seconds", "From first to last byte.", ["path"], buckets=SECONDS, **own
        )
        self._answers = Counter("dateline_answers", "Answers, and abstentions by reason.", ["outcome", "by"], **own)
        self._steps = Histogram("dateline_step_seconds", "One step of an answer.", ["step"], buckets=SECONDS, **own)

    def request(self, *, method: str, path: str, status: int, took_s: float) -> None:
        """Count a request; `path` is a route's pattern, so that there are few of them."""
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(took_s)

    def answer(self, *, reason: str | None, extracted: bool, took_ms: Mapping[str, float]) -> None:
        """Count an answer and its steps."""
        self._answers.labels(reason or "answered", "extract" if extracted else "model").inc()
        for step, ms in took_ms.items():
            self._steps.labels(step).observe(ms / 1000)

    def text(self) -> tuple[bytes, str]:
        """All figures in Prometheus's text format, and its content type."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(self._whole()), CONTENT_TYPE_LATEST

    def _whole(self) -> CollectorRegistry:
        from prometheus_client import CollectorRegistry
        from prometheus_client.core import GaugeMetricFamily
        from prometheus_client.multiprocess import MultiProcessCollector
        from prometheus_client.registry import Collector

        sizes = self._sizes

        class Sizes(Collector):
            def collect(self) -> Iterable[GaugeMetricFamily]:
                for name, size in sizes.items():
                    yield GaugeMetricFamily(f"dateline_{name}", f"How many {name} there are now.", value=size())

        whole = CollectorRegistry()
        whole.register(Sizes())
        if os.environ.get(MULTIPLE):
            MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        else:
            whole.register(self._registry)
        return whole
