"""Schemathesis sends what our own description allows, and what it forbids. Short here; `make bench` sends 2,000."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.chain import Assistant
from assistant.settings import Settings
from index.search import Index, Weights
from tests.integration.bots import serving

CASES = int(os.environ.get("SCHEMA_CASES", "12"))  # of each operation


@pytest.fixture(scope="module")
def url(assistant: Assistant, seeds_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("schema") / "home"
    shutil.copytree(seeds_home, home)
    index = Index(home, assistant.embedder, weights=Weights())
    with serving(replace(assistant, index=index, settings=Settings(home=home))) as url:
        yield url
    index.close()


def test_what_is_described_is_what_happens(url: str) -> None:
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    schema = schemathesis.openapi.from_dict(httpx.get(f"{url}/openapi.json", trust_env=False).json())
    asked = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(base_url=url, checks=checks, timeout=60)

        send()
    assert asked >= CASES * 8, asked
