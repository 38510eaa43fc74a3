"""One question of the report's page: what was asked, expected, answered, quoted, read, and why it scored so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.answer import AnswerJson, CitationJson
from evals.evidence import cites, reads
from evals.gates import Scores
from evals.gold import GoldPair
from evals.report import change, figure, title
from evals.score import METRICS, Item
from index.article import Article

__all__ = ["item_html"]

# Enough of an article around a quote to see what it belongs to; a passage is shown by its beginning.
AROUND = 140
SHOWN_PASSAGE = 320


def item_html(item: Item, before: Scores | None, articles: Mapping[str, Article]) -> str:
    """The item as a closed `details` element; its data attributes are what the page's filters read."""
    pair = item.pair
    how = change(item, before)
    data = {
        "passed": "yes" if item.passed else "no",
        "breach": "yes" if item.breaches else "no",
        "change": how,
        "slice": pair.slice,
    }
    attributes = " ".join(f'data-{key}="{escape(value)}"' for key, value in data.items())
    why = item.error or "; ".join(item.why)
    told = f"{pair.id} · {pair.slice}" + (f" · {how} than the baseline" if how in {"better", "worse"} else "")
    said = f" · <em>{escape(why)}</em>" if why else ""
    parts = [_history(pair), _expected(pair)]
    if item.asked is not None:
        answer = item.asked.answer
        parts += [_answer(answer), _citations(pair, answer, articles), _disagreements(answer)]
        parts += [_evidence(pair, answer), _retrieved(item)]
    parts.append(_scores(item, (before or {}).get(pair.id, {})))
    return (
        f'<details class="item {"" if item.passed else "failed"}" {attributes}><summary><span>'
        f'<span class="q">{escape(pair.question)}</span><span class="meta">{escape(told)}{said}</span>'
        f'</span></summary><div class="body">{"".join(parts)}</div></details>'
    )


def _history(pair: GoldPair) -> str:
    turns = "".join(f"<p><span class='hint'>{turn.role}</span> {escape(turn.content)}</p>" for turn in pair.history)
    day = f"<p class='hint'>as of {pair.as_of.isoformat()}</p>" if pair.as_of else ""
    return (f"<h3>Before</h3>{turns}" if turns else "") + day


def _expected(pair: GoldPair) -> str:
    lines = [" <span class='hint'>or</span> ".join(escape(wording) for wording in group) for group in pair.answers]
    if not pair.answerable:
        lines.append(f"an abstention: {escape(pair.reason or '')}")
    if pair.must_not:
        lines.append("<span class='hint'>never</span> " + ", ".join(map(escape, pair.must_not)))
    if pair.sources is not None:
        lines.append(f"<span class='hint'>independent sources</span> {pair.sources}")
    if pair.conflict is not None:
        lines.append(f"<span class='hint'>a disagreement is</span> {'to be shown' if pair.conflict else 'not there'}")
    return "<h3>Expected</h3>" + "".join(f"<p>{line}</p>" for line in lines)


def _answer(answer: AnswerJson) -> str:
    """The answer's text with its claims underlined; claims whose offsets overlap or leave the text are not marked."""
    text, at, out = answer["answer"], 0, ""
    for claim in sorted(answer["claims"], key=lambda claim: claim["start"]):
        if at <= claim["start"] < claim["end"] <= len(text):
            out += f"{escape(text[at : claim['start']])}<b>{escape(text[claim['start'] : claim['end']])}</b>"
            at = claim["end"]
    out += escape(text[at:])
    said = (
        f"abstained, {answer['reason']}"
        if answer["abstained"]
        else f"independent sources: {answer['independent_sources']}"
    )
    notice = f"<p class='hint'>{escape(answer['notice'])}</p>" if answer["notice"] else ""
    return f"<h3>Answer <span class='hint'>{escape(said)}</span></h3><div class='answer'>{out}</div>{notice}"


def _citations(pair: GoldPair, answer: AnswerJson, articles: Mapping[str, Article]) -> str:
    if not answer["citations"]:
        return ""
    return "<h3>Quotes</h3>" + "".join(
        _quote(pair, one, articles.get(one["article_id"])) for one in answer["citations"]
    )


def _quote(pair: GoldPair, citation: CitationJson, article: Article | None) -> str:
    """A quote marked where it stands, with the gold verdict on it; without its article, the quote alone."""
    quote, start, end = citation["quote"], citation["start"], citation["end"]
    ahead = behind = ""
    if article is not None and article.text[start:end] == quote:
        ahead = ("…" if start > AROUND else "") + article.text[max(0, start - AROUND) : start]
        behind = article.text[end : end + AROUND] + ("…" if end + AROUND < len(article.text) else "")
    right = any(cites(citation, one) for one in pair.evidence)
    judged = ("gold evidence" if right else "not gold evidence") if pair.evidence else ""
    told = [citation["publisher"], citation["title"], citation["published"], f"{start}–{end}", judged]
    copies = f" · copies: {', '.join(citation['copies'])}" if citation["copies"] else ""
    cite = escape(" · ".join(filter(None, told)) + copies)
    return (
        f"<blockquote><span class='n'>[{citation['n']}]</span> <span class='away'>{escape(ahead)}</span>"
        f"<mark>{escape(quote)}</mark><span class='away'>{escape(behind)}</span><cite>{cite}</cite></blockquote>"
    )


def _disagreements(answer: AnswerJson) -> str:
    parts = []
    for shown in answer["disagreements"]:
        sides = "".join(
            f"<li>{escape(v['text'])} <span class='n'>[{v['citation']}]</span></li>" for v in shown["versions"]
        )
        parts.append(
            f"<p>{escape(shown['about'])} <span class='hint'>{escape(shown['kind'])}</span></p><ul>{sides}</ul>"
        )
    return "<h3>Disagreement</h3>" + "".join(parts) if parts else ""


def _evidence(pair: GoldPair, answer: AnswerJson) -> str:
    lines = []
    for one in pair.evidence:
        cited = [str(c["n"]) for c in answer["citations"] if cites(c, one)]
        told = f"{one.article_id} · {'cited as ' + ', '.join(cited) if cited else 'not cited'}"
        lines.append(f"<blockquote><u>{escape(one.quote)}</u><cite>{escape(told)}</cite></blockquote>")
    return "<h3>Gold evidence</h3>" + "".join(lines) if lines else ""


def _retrieved(item: Item) -> str:
    passages = item.asked.retrieved if item.asked else ()
    lines = []
    for passage in passages:
        found = any(reads(passage, one) for one in item.pair.evidence)
        text = passage["text"]
        shown = escape(text[:SHOWN_PASSAGE]) + ("…" if len(text) > SHOWN_PASSAGE else "")
        where = f"{passage['article_id']} {passage['start']}–{passage['end']}{' · holds evidence' if found else ''}"
        lines.append(f"<li>{shown} <span class='hint'>{escape(where)}</span></li>")
    if not lines:
        return ""
    head = f"<summary class='hint'>Read: {len(lines)} passages</summary>"
    return f"<details>{head}<ol class='read'>{''.join(lines)}</ol></details>"


def _scores(item: Item, before: Mapping[str, float | None]) -> str:
    named: Sequence[str] = [name for name in item.values if item.values[name] is not None]
    cells = []
    for name in sorted(named, key=lambda name: list(METRICS).index(name) if name in METRICS else len(METRICS)):
        old = before.get(name)
        was = f" <i>was {figure(name, old)}</i>" if old is not None and old != item.values[name] else ""
        cells.append(f"<div><dt>{escape(title(name))}</dt><dd>{figure(name, item.values[name])}{was}</dd></div>")
    return f"<h3>Scores</h3><dl>{''.join(cells)}</dl>"
