"""Traces by OpenTelemetry when an endpoint is set: a span a request, a span a step. The door to opentelemetry.

A span carries a route, a status and counts; no question, article or key.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

__all__ = ["Tracer", "open_tracer"]


class Tracer:
    """Makes spans; without a provider it makes none. Threads may share it."""

    def __init__(self, provider: TracerProvider | None) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("dateline") if provider else None

    @contextmanager
    def request(self, method: str) -> Iterator[dict[str, str | int]]:
        """A span around the block; what the block puts into the mapping becomes its attributes, `path` its name."""
        told: dict[str, str | int] = {}
        if self._tracer is None:
            yield told
            return
        from opentelemetry.trace import SpanKind

        with self._tracer.start_as_current_span(method, kind=SpanKind.SERVER, record_exception=False) as span:
            try:
                yield told
            finally:
                span.update_name(f"{method} {told.get('http.route', '')}".strip())
                span.set_attributes(told)

    def steps(self, took_ms: Mapping[str, float]) -> None:
        """A span for each step of an answer that has just been made, below the request's."""
        if self._tracer is None:
            return
        at = time.time_ns() - int(sum(took_ms.values()) * 1e6)
        for step, ms in took_ms.items():
            span = self._tracer.start_span(step, start_time=at)
            at += int(ms * 1e6)
            span.end(end_time=at)

    def close(self) -> None:
        """Send what was not sent yet, within 2 s."""
        if self._provider is not None:
            self._provider.force_flush(2000)
            self._provider.shutdown()


def open_tracer(endpoint: str | None) -> Tracer:
    """A tracer that sends to an OTLP endpoint by gRPC; None: nowhere. Nothing is sent before the first span."""
    if endpoint is None:
        return Tracer(None)
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource({"service.name": "dateline"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint, timeout=5)))
    return Tracer(provider)
