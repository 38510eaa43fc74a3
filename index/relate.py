"""Which stored articles carry the text of a new one: copies are joined, later versions replace them."""

from __future__ import annotations

import json

from index.article import Article
from index.catalog import Catalog
from index.copies import HOLDERS, Copy, age, compare_each, group
from index.fingerprint import bands, is_candidate, signature
from index.outlet import outlet

__all__ = ["relate", "unrelate"]

LINKS = 6  # copies that one article is joined with; all copies of a text are one group, whichever of them are joined


def relate(catalog: Catalog, article: Article) -> None:
    """Join a new article with those whose text it carries; call it in the same `writing()` as `put`.

    Another article at the same address, or a later text of the same outlet's story, is a version: the later lives.
    A few milliseconds whatever the number of articles: candidates are found by their fingerprints, and of the copies
    of one text not all are compared.
    """
    mine = _bands(article)
    likely = _likely(catalog, article, mine)
    joined: list[str] = []
    for known, same in zip(likely, compare_each(article, likely), strict=True):
        if len(joined) == LINKS:
            break
        found = same
        if article.url is not None and article.url == known.url:
            later, earlier = sorted((article, known), key=age, reverse=True)
            found = Copy(article_id=later.id, of=earlier.id, shared=1.0, relation="version")
        if found is None:
            continue
        if found.relation == "version":
            unrelate(catalog, found.of)
            catalog.supersede(found.of, by=found.article_id)
            if found.of == article.id:
                return
        else:
            catalog.run("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", (found.article_id, found.of, found.shared))
            joined.append(known.id)
    number = catalog.number(article.id)
    catalog.run("INSERT OR REPLACE INTO banded VALUES (?, ?)", (number, len(mine)))
    catalog.run_many(
        "INSERT OR IGNORE INTO bands SELECT ?1, ?2 WHERE (SELECT count(*) FROM bands WHERE band = ?1) < ?3",
        ((band, number, HOLDERS) for band in mine),
    )
    if joined:
        _join(catalog, article.id, joined)


def unrelate(catalog: Catalog, article_id: str) -> None:
    """Forget what an article is joined with, and join again what it held together. Inside `writing()`."""
    near = catalog.run(
        "SELECT of AS id FROM links WHERE article_id = ? UNION SELECT article_id FROM links WHERE of = ?",
        (article_id, article_id),
    ).fetchall()
    article = catalog.article(article_id)
    if article is not None:
        number = catalog.number(article_id)
        catalog.run("DELETE FROM banded WHERE article = ?", (number,))
        catalog.run_many(
            "DELETE FROM bands WHERE band = ? AND article = ?", ((band, number) for band in _bands(article))
        )
    catalog.run("DELETE FROM links WHERE article_id = ? OR of = ?", (article_id, article_id))
    catalog.run("DELETE FROM copies WHERE article_id = ?", (article_id,))
    for row in near:
        _regroup(catalog, row["id"])


def _bands(article: Article) -> list[int]:
    """The article's fingerprints as SQLite's integers, sorted, so that they are written to neighbouring places."""
    return sorted(int.from_bytes(band, signed=True) for band in bands(signature(article)))


def _likely(catalog: Catalog, article: Article, mine: list[int]) -> list[Article]:
    """The live articles worth comparing: at the same address, or with enough fingerprints in common.

    Those of the same outlet come first, for one of them may be an earlier version.
    """
    same_place = catalog.run("SELECT id FROM articles WHERE live AND url = ? AND id != ?", (article.url, article.id))
    ids = [row["id"] for row in same_place]
    common = catalog.run(
        "SELECT a.id, common, banded.bands AS theirs FROM (SELECT article, count(*) AS common FROM json_each(?) j "
        "JOIN bands ON band = j.value GROUP BY article) JOIN banded USING (article) JOIN articles a ON a.n = article "
        "WHERE a.live ORDER BY common DESC, article LIMIT ?",
        (json.dumps(mine), HOLDERS),
    )
    ids += [row["id"] for row in common if is_candidate(row["common"], len(mine), row["theirs"])]
    found = (catalog.article(id_) for id_ in dict.fromkeys(ids) if id_ != article.id)
    return sorted((one for one in found if one is not None), key=lambda one: outlet(one) != outlet(article))


def _join(catalog: Catalog, article_id: str, others: list[str]) -> None:
    """Make one group of an article and of those that it is joined with, and of theirs."""
    held = catalog.copies(others)
    firsts = {held.get(id_, id_) for id_ in others}
    earliest = min(filter(None, map(catalog.article, [article_id, *sorted(firsts)])), key=age)
    catalog.run(
        "UPDATE copies SET first = ? WHERE first IN (SELECT value FROM json_each(?))",
        (earliest.id, json.dumps(sorted(firsts))),
    )
    catalog.run_many(
        "INSERT OR REPLACE INTO copies VALUES (?, ?)", [(id_, earliest.id) for id_ in (article_id, *others)]
    )


def _regroup(catalog: Catalog, article_id: str) -> None:
    """Find the earliest of all articles that are joined with this one, in one step or several."""
    members = catalog.run(
        "WITH RECURSIVE joined(id) AS (VALUES (?) UNION SELECT CASE WHEN links.of = joined.id THEN links.article_id "
        "ELSE links.of END FROM links JOIN joined ON joined.id IN (links.of, links.article_id)) SELECT id FROM joined",
        (article_id,),
    )
    articles = [one for one in (catalog.article(row["id"]) for row in members) if one is not None]
    ids = [one.id for one in sorted(articles, key=age)]
    for id_ in ids:
        catalog.run("DELETE FROM copies WHERE article_id = ?", (id_,))
    rows = catalog.run(
        "SELECT article_id, of, shared FROM links WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ).fetchall()
    links = [Copy(article_id=r["article_id"], of=r["of"], shared=r["shared"], relation="copy") for r in rows]
    for found in group(ids, links):
        for id_ in found.members:
            catalog.run("INSERT INTO copies VALUES (?, ?)", (id_, found.first))
