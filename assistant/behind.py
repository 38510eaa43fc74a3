"""What stands behind an answer, as HTML: disagreements, its days, the independent reports with their quotes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.answer import AnswerJson, CitationJson, DisagreementJson
from assistant.cite import chip, day, opening, origin, plural
from assistant.mark import escape, long_day, title_button
from assistant.timeline import timeline
from assistant.within import UNKNOWN
from index.article import Article
from index.copies import join
from index.independent import independent

__all__ = ["group_reports", "show_behind"]

# What each kind of disagreement means for a reader.
MEANINGS = {
    "later update": "The later report knows more; the earlier one was right for its day.",
    "another count": "The reports count differently.",
    "another event": "These are different events that sound alike.",
    "another spelling": "The same name, spelled differently.",
    "contradiction": "Both cannot be right, and the articles do not settle it.",
    "impossible date": "A date that cannot be right, as the article itself shows.",
}


def show_behind(answer: AnswerJson, articles: Mapping[str, Article], *, turn: str) -> str:
    """Everything below the claims of an answer.

    Args:
        answer: what was answered.
        articles: by id, those quoted in the versions quoted, and their copies; a missing one is told by its id alone.
        turn: the key that names the answer to the page.
    """
    cited = {citation["n"]: citation for citation in answer["citations"]}
    days = timeline(answer, articles, turn=turn)
    figure = f'<figure class="days">{days}</figure>' if days else ""
    return (
        f"{''.join(_disagreement(each, turn, cited) for each in answer['disagreements'])}"
        f"{figure}"
        f"{_sources(answer, articles, turn)}{_colophon(answer)}"
    )


def group_reports(answer: AnswerJson, articles: Mapping[str, Article]) -> list[list[CitationJson]]:
    """The citations by independent report, in the order of their first numbers; grouped as they were counted.

    Where an article is missing or was read anew since, only copies are joined.
    """
    cited = answer["citations"]
    firsts = {id_: _first(citation) for citation in cited for id_ in (citation["article_id"], *citation["copies"])}
    pairs = ((i, j) for (i, a), (j, b) in combinations(enumerate(cited), 2) if _same(a, b, articles, firsts))
    groups: dict[int, list[CitationJson]] = {}
    for place, root in join(range(len(cited)), pairs).items():
        groups.setdefault(root, []).append(cited[place])
    return sorted(groups.values(), key=lambda group: group[0]["n"])


def _first(citation: CitationJson) -> str:
    """One name for an article and all its copies."""
    return min([citation["article_id"], *citation["copies"]])


def _same(a: CitationJson, b: CitationJson, articles: Mapping[str, Article], firsts: Mapping[str, str]) -> bool:
    one, other = articles.get(a["article_id"]), articles.get(b["article_id"])
    if one is None or other is None:
        return firsts[a["article_id"]] == firsts[b["article_id"]]
    return independent([(one, a["quote"]), (other, b["quote"])], firsts) == 1


def _disagreement(found: DisagreementJson, turn: str, cited: Mapping[int, CitationJson]) -> str:
    rows = "".join(
        f'<tr><td dir="auto">{escape(version["text"])}'
        f"{chip(cited[version['citation']], turn, version['said_by']) if version['citation'] in cited else ''}</td>"
        f"<td>{_who(version['said_by'], version['publisher'])}</td><td>{day(version['published'])}</td></tr>"
        for version in found["versions"]
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("What is said", "By", "Published"))
    meaning = MEANINGS.get(found["kind"], "")
    caption = (
        f'<b>{escape(found["kind"].capitalize())}</b> <span class="matter" dir="auto">{escape(found["about"])}</span>'
        f"{f'<small>{meaning}</small>' if meaning else ''}"
    )
    return (
        f'<table class="disagreement"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _who(said_by: str | None, publisher: str | None) -> str:
    """The speaker and, below, where it stands; the publisher alone where nobody is named."""
    where = escape(publisher or UNKNOWN)
    return f"{escape(said_by)}<br><small>in {where}</small>" if said_by else where


def _sources(answer: AnswerJson, articles: Mapping[str, Article], turn: str) -> str:
    """The articles quoted by independent report, each with its quotes; those that answer best are the ones counted."""
    groups, counted = group_reports(answer, articles), answer["independent_sources"]
    if not groups:
        return ""
    told = plural(counted, "independent report")
    if counted < len(groups):
        told += f" of this, {len(groups)} reports quoted"
    said = {claim["text"] for claim in answer["claims"]}
    items = "".join(_report(group, turn, said, articles) for group in groups)
    return f'<h4>{told}</h4><ol class="sources" aria-label="Sources">{items}</ol>'


def _report(group: Sequence[CitationJson], turn: str, said: set[str], articles: Mapping[str, Article]) -> str:
    """One independent report: its articles in the order of their numbers, and why they count once."""
    by_article: dict[str, list[CitationJson]] = {}
    for citation in group:
        by_article.setdefault(citation["article_id"], []).append(citation)
    items = "".join(_source(citations, turn, said, articles) for citations in by_article.values())
    once = (
        '<span class="about once">The same words or the same agency: counted once</span>' if len(by_article) > 1 else ""
    )
    return f"<li>{items}{once}</li>"


def _source(citations: Sequence[CitationJson], turn: str, said: set[str], articles: Mapping[str, Article]) -> str:
    """One article and its quotes, without those that a claim above already is, word for word."""
    first = citations[0]
    title = f'<span class="title" dir="auto">{escape(first["title"])}</span>'
    numbers = " ".join(str(citation["n"]) for citation in citations)
    quotes = "".join(
        opening(each, turn, str(each["n"]), f'<q dir="auto">{escape(each["quote"])}</q>')
        for each in citations
        if each["quote"] not in said
    )
    return (
        f'{opening(first, turn, numbers, title)}<span class="about">{origin(first)}</span>'
        f"{_copies(first['copies'], articles)}{quotes}"
    )


def _copies(ids: Sequence[str], articles: Mapping[str, Article]) -> str:
    """Who else carries the same text; it is the same report."""
    if not ids:
        return ""
    items = "".join(f"<li>{title_button(id_, _named(articles.get(id_), id_))}</li>" for id_ in ids)
    told = f"also carried by {plural(len(ids), 'other')}, counted once"
    return f'<details class="also"><summary>{told}</summary><ul>{items}</ul></details>'


def _named(article: Article | None, id_: str) -> str:
    if article is None:
        return id_
    return f"{article.publisher or UNKNOWN}, {long_day(article.published.day)}: {article.title}"


def _colophon(answer: AnswerJson) -> str:
    parts = []
    if answer["as_of"]:
        parts.append(f"as of {day(answer['as_of'])}")
    if answer["model"] != "extract":
        parts.append(f"drafted by {escape(answer['model'])}")
    elif answer["claims"]:
        parts.append("in the articles’ own sentences")
    told = " · ".join(parts)
    notice = f'<p class="notice">{escape(answer["notice"])}</p>' if answer["notice"] else ""
    return f'<p class="colophon">{told[:1].upper()}{told[1:]}</p>{notice}'
