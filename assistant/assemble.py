"""Put an assistant together from the settings: which index, which embedder, which model."""

from __future__ import annotations

from assistant.chain import Assistant
from assistant.local import open_local
from assistant.model import EndpointEmbedder, Model, open_model
from assistant.model import open_embedder as open_endpoint_embedder
from assistant.settings import LOCAL, Settings
from index.embed import EMBEDDED, Embedder, open_embedder
from index.judge import CrossEncoder
from index.search import Index, Weights
from index.select import open_selector

__all__ = ["choose_embedder", "choose_model", "open_assistant"]


def choose_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name.

    Raises:
        EmbeddingError: the embedded model's files are missing or altered.
    """
    if settings.embedding == EMBEDDED:
        return open_embedder(threads=settings.threads)
    return _endpoint_embedder(settings)


def _endpoint_embedder(settings: Settings) -> EndpointEmbedder:
    return open_endpoint_embedder(
        name=settings.embedding.removeprefix("openai:"),
        base_url=settings.openai_base_url,
        api_key=_key(settings),
        deadline_s=settings.model_deadline_s,
    )


def choose_model(settings: Settings) -> Model | None:
    """The chat model that the settings name, or None: the embedded reader answers.

    Raises:
        ModelRefused: it cannot be asked as it is set up; "local": it is not installed, or does not start.
    """
    if settings.model is None:
        return None
    if settings.model == LOCAL:
        return open_local(settings.home, threads=settings.threads)
    return open_model(name=settings.model, base_url=settings.openai_base_url, api_key=_key(settings))


def _key(settings: Settings) -> str | None:
    return settings.openai_api_key.get_secret_value() if settings.openai_api_key else None


def open_assistant(settings: Settings) -> Assistant:
    """Open the index in `settings.home` with what the settings name.

    Raises:
        CatalogError, VectorError, EmbeddingError: as `Index` and `choose_embedder`.
    """
    embedder, model = choose_embedder(settings), choose_model(settings)
    index = Index(settings.home, embedder, weights=Weights(), vectors=settings.vectors)
    judge = CrossEncoder(settings.reranker, threads=settings.threads) if settings.reranker else None
    selector = open_selector(threads=settings.threads)
    return Assistant(index=index, embedder=embedder, selector=selector, model=model, settings=settings, judge=judge)
