"""Every number and name that may change, bounded, with its reason. Unknown settings are refused by name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

__all__ = ["LOCAL", "Setting", "Settings", "SettingsError", "list_settings", "load_settings"]

PREFIX = "DATELINE_"
LOCAL = "local"  # DATELINE_MODEL: the chat model that `dateline model` gets
PASSWORD = re.compile(r"//[^/\s]*@")  # user and password in front of a host name


class SettingsError(Exception):
    """A setting is unknown or out of bounds; the message names it, its value, and the way out."""


class Settings(BaseSettings):
    """What `load_settings` reads: DATELINE_<NAME>, and the OPENAI_* names that every client reads.

    Made directly, it holds what it is given and defaults; it looks at no environment by itself.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(default=Path(".dateline"), description="the one folder where everything is kept")
    embedding: str = Field(
        default="bge-small-en-v1.5-int8",
        pattern=r"^(bge-small-en-v1\.5-int8|openai:\S+)$",
        description="what embeds: the model carried along, or openai:<model> at the endpoint",
    )
    vectors: str = Field(
        default="embedded",
        pattern=r"^(embedded|https?://[^/@\s]+)$",
        description="where the vector store is: embedded, or http://host:port of a Chroma server that several share",
    )
    model: str | None = Field(
        default=None, description="the chat model that drafts, or local; none: the embedded reader answers"
    )
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias="OPENAI_API_KEY", description="key of the endpoint; local servers need none"
    )
    openai_base_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        validation_alias=AliasChoices("OPENAI_BASE_URL", "OPENAI_API_BASE"),
        description="address of an OpenAI-compatible endpoint, with its /v1",
    )
    host: str = Field(default="127.0.0.1", description="where `dateline serve` listens")
    port: int = Field(default=7860, ge=0, le=65535, description="Gradio's customary port; 0 takes a free one")
    threads: int = Field(default=2, ge=1, le=64, description="threads of one embedding run")
    max_article_bytes: int = Field(
        default=5_000_000,
        ge=1_000,
        le=100_000_000,
        description="largest file or page read; the longest news pages have 1 MB",
    )
    chunk_size: int = Field(
        default=900,
        ge=200,
        le=2000,
        description="characters of a passage; 900 are about 200 of the 512 tokens that are embedded",
    )
    chunk_overlap: int = Field(
        default=300,
        ge=0,
        le=1000,
        description="characters that passages share, so that a sentence is read with the one before it",
    )
    max_question: int = Field(
        default=2_000, ge=100, le=20_000, description="characters of a question; a long paragraph has 1,000"
    )
    retrieve: int = Field(default=24, ge=1, le=200, description="passages that search finds for a question")
    keep: int = Field(
        default=8, ge=1, le=50, description="passages that are read; 8 of 900 characters suit an 8k context"
    )
    per_publisher: int = Field(
        default=3,
        ge=1,
        le=50,
        description="passages of one publisher that are read when the question asks what happened, while others tell "
        "of it too: with 3 of 8, at least three publishers are read",
    )
    reranker: Path | None = Field(
        default=None,
        description="folder of a cross-encoder of your own, model.onnx and tokenizer.json, that ranks what is read; "
        "none: rules do; nothing is ever downloaded",
    )
    max_claims: int = Field(default=4, ge=1, le=20, description="sentences of an answer")
    model_deadline_s: float = Field(
        default=60.0, gt=0, le=600, description="a whole model call, from first to last byte"
    )
    model_max_tokens: int = Field(default=500, ge=50, le=4000, description="length of a draft; four claims take 300")
    model_reads: int | None = Field(
        default=None,
        ge=500,
        le=200_000,
        description="characters of the articles that the chat model is shown, the nearest sentences where there are "
        "more; none: 8000, and 1200 for the local one, which reads some 30 tokens a second",
    )
    workers: int = Field(default=1, ge=1, le=64, description="processes of `dateline serve`; one each core at most")
    require_keys: bool = Field(
        default=False, description="ask for keys on this machine's own address too, as behind a proxy; elsewhere always"
    )
    rate_per_minute: int = Field(
        default=600, ge=1, le=100_000, description="requests of one key in any 60 s; a lively bot sends 100"
    )
    key_at_once: int = Field(default=16, ge=1, le=1_000, description="requests of one key that run at the same time")
    all_at_once: int = Field(
        default=32, ge=1, le=1_000, description="requests of all keys that run at the same time, in all workers"
    )
    request_deadline_s: float = Field(
        default=120.0,
        ge=1,
        le=3600,
        description="a whole request; then its model call ends, and the embedded reader answers",
    )
    cors_origins: str = Field(
        default="",
        pattern=r"^(https?://[^/,\s*]+(,https?://[^/,\s*]+)*)?$",
        description="web pages that may call the API from a browser, with commas; none: no page but our own",
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s?#]+$",
        description="our address as clients know it, for links to articles",
    )
    markers: bool = Field(default=True, description="[n] in the text of /v1/chat/completions; a request may differ")
    source_list: bool = Field(default=True, description="the sources below that text; a request may differ")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="what goes to standard error; no level holds a question or an article"
    )
    otel_endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://",
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="where traces go, OTLP over gRPC; none: nowhere",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- pydantic-settings passes them by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is given: the environment is an argument of `load_settings`."""
        return (init_settings,)

    @property
    def shown(self) -> int:
        """Characters of the articles that the chat model is shown: `model_reads`, or what suits the model."""
        return self.model_reads or (1_200 if self.model == LOCAL else 8_000)

    @model_validator(mode="after")
    def _fits(self) -> Settings:
        if self.chunk_overlap >= self.chunk_size:
            raise ValueError(f"chunk_overlap {self.chunk_overlap} must be below chunk_size {self.chunk_size}")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as a person may see it: a key is masked. `source` is "default" or the variable that set it."""

    name: str
    value: str
    source: str
    meaning: str


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ`, the process's own environment when None; an empty variable counts as unset.

    Raises:
        SettingsError: a DATELINE_ variable is not a setting, or a value is out of bounds.
    """
    variables = os.environ if environ is None else environ
    known = {variable for name in Settings.model_fields for variable in _variables(name)}
    unknown = sorted(v for v in variables if v.startswith(PREFIX) and v not in known)
    if unknown:
        raise SettingsError(f"unknown setting {', '.join(unknown)}; `dateline config` lists the settings there are")
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): variables[name] for name in known if variables.get(name)}
    try:
        return Settings(**source())
    except ValidationError as error:
        raise SettingsError("; ".join(_complaints(error, variables))) from error


def list_settings(settings: Settings, environ: Mapping[str, str] | None = None) -> Iterator[Setting]:
    """Every setting with its value, where the value came from, and what it means."""
    variables = os.environ if environ is None else environ
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        source = next((v for v in _variables(name) if variables.get(v)), "default")
        shown = "(none)" if value is None else "********" if isinstance(value, SecretStr) else _masked(str(value))
        yield Setting(name=_variables(name)[0], value=shown, source=source, meaning=field.description or "")


def _variables(name: str) -> list[str]:
    alias = Settings.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [alias] if isinstance(alias, str) else [PREFIX + name.upper()]


def _masked(value: str) -> str:
    return PASSWORD.sub("//********@", value)


def _complaints(error: ValidationError, variables: Mapping[str, str]) -> Iterator[str]:
    for problem in error.errors():
        if not problem["loc"]:
            yield problem["msg"]
            continue
        where = str(problem["loc"][0])
        names = next(known for field in Settings.model_fields if where in {field, *(known := _variables(field))})
        name = next((one for one in names if variables.get(one)), names[0])
        given = "a value" if "KEY" in name else _masked(repr(problem["input"]))
        yield f"{name} is {given}: {problem['msg'].lower()}; set another value or unset it"
