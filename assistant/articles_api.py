"""Articles over HTTP: listed and read by whoever may ask, written by operators, as jobs."""

# FastAPI reads the annotations of the handlers, which are made inside a function: they stand as objects here, not as
# text (no `from __future__ import annotations`).
from datetime import date
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from assistant.body import ArticleBody, ArticleJson, JobJson, ListedJson, NewArticleBody, show_article, show_listed
from assistant.chain import Assistant
from assistant.jobs import FullError, Job, Jobs
from assistant.problem import problems, refuse
from index.listing import list_articles
from index.publish import open_store, publish
from index.single import put_article, remove_article
from index.sync import Outcome

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["add_articles", "open_jobs"]

PAGE = 1_000  # most articles of one page
REFUSED = (401, 403, 404, 413, 422, 429, 500, 503)


def add_articles(app: "FastAPI", assistant: Assistant, *, jobs: Jobs) -> None:
    """Add `/articles` and `/jobs`; what is written is seen by every worker from its next question on."""
    _add_reading(app, assistant)
    _add_writing(app, assistant, jobs)
    _add_jobs(app, jobs)


def _add_reading(app: "FastAPI", assistant: Assistant) -> None:
    from fastapi import HTTPException, Query, Response

    @app.get("/articles", tags=["articles"], summary="List the articles", responses=problems(401, 403, 422, 429))
    def articles(
        response: Response,
        publisher: Annotated[str | None, Query(max_length=2_000)] = None,
        published_after: date | None = None,
        published_before: date | None = None,
        limit: Annotated[int, Query(ge=1, le=PAGE)] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> list[ListedJson]:
        """What answers are made from, by day of publication. `x-total-count` counts all, `link` is the next page."""
        page, total = list_articles(
            assistant.index.catalog,
            publisher=publisher,
            after=published_after,
            before=published_before,
            limit=limit,
            offset=offset,
        )
        response.headers["x-total-count"] = str(total)
        if offset + limit < total:
            wanted = {"publisher": publisher, "published_after": published_after, "published_before": published_before}
            told = {name: value for name, value in wanted.items() if value is not None}
            query = urlencode({**told, "limit": limit, "offset": offset + limit})
            response.headers["link"] = f'</articles?{query}>; rel="next"'
        return [show_listed(article) for article in page]

    @app.get(
        "/articles/{article_id}", tags=["articles"], summary="Read an article", responses=problems(401, 403, 404, 429)
    )
    def article(article_id: str, version: str | None = None) -> ArticleJson:
        """The text that all offsets refer to. `version`, as in a citation, also finds what was replaced or removed."""
        found = assistant.index.article(article_id, version)
        if found is None:
            raise HTTPException(404, "there is no such article; GET /articles lists those there are")
        return show_article(found)


def _add_writing(app: "FastAPI", assistant: Assistant, jobs: Jobs) -> None:
    from fastapi import HTTPException, Response

    def taken(response: Response, job: Job) -> JobJson:
        response.headers["location"] = f"/jobs/{job.id}"
        return _show(job)

    def is_there(article_id: str) -> bool:
        return assistant.index.article(article_id) is not None

    responses = problems(*REFUSED, 409)

    @app.post("/articles", status_code=202, tags=["operate"], summary="Add an article", responses=responses)
    def add(body: NewArticleBody, response: Response) -> JobJson:
        """A job; the article is asked from as soon as that is done."""
        name = body.name()
        if body.id and is_there(name):
            raise HTTPException(409, "there is an article of this id; PUT /articles/{id} replaces it")
        return taken(response, jobs.add("put", name, body.model_dump(mode="json", exclude={"id"})))

    @app.put(
        "/articles/{article_id}", status_code=202, tags=["operate"], summary="Replace an article", responses=responses
    )
    def replace(article_id: str, body: ArticleBody, response: Response) -> JobJson:
        """A job; the version before stays readable for the answers that cite it."""
        if not is_there(article_id):
            raise HTTPException(404, "there is no such article; POST /articles adds one")
        return taken(response, jobs.add("put", article_id, body.model_dump(mode="json")))

    @app.delete(
        "/articles/{article_id}", status_code=202, tags=["operate"], summary="Remove an article", responses=responses
    )
    def remove(article_id: str, response: Response) -> JobJson:
        """A job; no later answer is made from the article, its versions stay readable for those that were."""
        if not is_there(article_id):
            raise HTTPException(404, "there is no such article; GET /articles lists those there are")
        return taken(response, jobs.add("remove", article_id))


def _add_jobs(app: "FastAPI", jobs: Jobs) -> None:
    from fastapi import HTTPException, Response

    @app.get("/jobs/{job_id}", tags=["operate"], summary="Look at a job", responses=problems(401, 403, 404, 429))
    def job(job_id: str) -> JobJson:
        """Where it stands; a job that has ended can be looked at for a day."""
        found = jobs.find(job_id)
        if found is None:
            raise HTTPException(404, "there is no such job, or it ended more than a day ago")
        return _show(found)

    @app.exception_handler(FullError)
    def full(_: object, __: Exception) -> Response:
        return refuse(
            "/articles",
            503,
            "too many articles wait to be written; come again in a minute",
            headers={"retry-after": "60"},
        )


def _show(job: Job) -> JobJson:
    return JobJson(
        id=job.id,
        do=job.do,
        article_id=job.article_id,
        state=job.state,
        created=job.created,
        ended=job.ended,
        what=job.what,
        reason=job.reason,
    )


def open_jobs(assistant: Assistant) -> Jobs:
    """The jobs of the assistant's data folder; the vectors are brought in order when no more wait."""
    catalog, settings = assistant.index.catalog, assistant.settings

    def do(job: Job) -> Outcome:
        if job.do == "remove":
            return remove_article(job.article_id, catalog)
        raw = ArticleBody.model_validate(job.given).raw(job.article_id)
        return put_article(raw, catalog, assistant.embedder, size=settings.chunk_size, overlap=settings.chunk_overlap)

    def finish() -> None:
        publish(catalog, open_store(settings.vectors, settings.home))
        catalog.close()  # this thread's connection: what was written is sealed

    return Jobs(settings.home, do=do, finish=finish)
