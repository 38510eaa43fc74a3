"""The seed articles, what their manifest says of them, and the gold pairs asked about them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from evals.gold import SLICES, GoldPair, load_gold
from evals.match import holds, normalise
from index.article import Article, Published

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "evals" / "gold" / "seeds.jsonl"
ELLIPSIS = " … "
INAUGURATION = date(2025, 1, 20)


def rows() -> dict[str, dict[str, Any]]:
    lines = (SEEDS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def text_of(row: dict[str, Any]) -> str:
    return (SEEDS / str(row["file"])).read_text(encoding="utf-8")


def day_of(prefix: str) -> date:
    (day,) = (row["published"]["day"] for key, row in rows().items() if key.startswith(prefix))
    return date.fromisoformat(day)


def articles() -> dict[str, Article]:
    return {
        key: Article(
            id=key,
            version="received",
            title=row["title"] or key,
            text=text_of(row),
            published=Published(
                day=date.fromisoformat(row["published"]["day"]),
                basis=row["published"]["basis"],
                words=row["published"]["words"],
            ),
        )
        for key, row in rows().items()
    }


@pytest.fixture(scope="module")
def pairs() -> list[GoldPair]:
    """Loading checks keys, slices and ids, that evidence stands in its article, and that it holds no `must_not`."""
    return load_gold(GOLD, articles())


def test_the_manifest_names_every_seed_once_and_knows_its_bytes() -> None:
    known = rows()
    assert sorted(row["file"] for row in known.values()) == sorted(path.name for path in SEEDS.glob("*.txt"))
    for key, row in known.items():
        assert key == Path(row["file"]).stem
        assert row["sha256"] == hashlib.sha256((SEEDS / row["file"]).read_bytes()).hexdigest()


def test_nothing_in_the_manifest_is_invented() -> None:
    for row in rows().values():
        text = text_of(row)
        for told in (row["title"], row["publisher"], row["url"]):
            assert told is None or told in text
        place = 0
        for words in row["published"]["words"].split(ELLIPSIS):
            assert words in text[place:], f"{row['id']} does not say {words!r} after character {place}"
            place = text.index(words, place)


def test_a_stated_day_is_the_day_its_words_state() -> None:
    stated = [row["published"] for row in rows().values() if row["published"]["basis"] == "stated"]
    assert stated
    for published in stated:
        day = date.fromisoformat(published["day"])
        assert datetime.strptime(published["words"], "%A, %B %d, %Y").date() == day  # noqa: DTZ007
        assert published["words"].startswith(f"{day:%A}")


def test_scheduled_for_april_10_as_announced_on_april_8() -> None:
    assert date(2025, 4, 8) <= day_of("000") < date(2025, 4, 10)


def test_said_on_wednesday_of_talks_on_thursday_after_a_meeting_last_week() -> None:
    day = day_of("001")
    monday = day - timedelta(days=day.weekday())
    assert f"{day:%A}" == "Wednesday"
    assert f"{day + timedelta(days=1):%A %B %d}" == "Thursday February 27"
    assert monday - timedelta(days=7) <= date(2025, 2, 18) < monday


def test_announced_on_the_tuesday_before_april_10() -> None:
    day = day_of("002")
    assert f"{day:%A}" == "Tuesday"
    assert timedelta(0) < date(2025, 4, 10) - day <= timedelta(days=7)


def test_commenced_just_over_five_weeks_into_a_presidency() -> None:
    day = day_of("003")
    assert timedelta(weeks=5) < day - INAUGURATION < timedelta(weeks=5, days=4)
    assert day > date(2025, 2, 18)
    assert day == day_of("001") + timedelta(days=1)


def test_every_slice_has_enough_pairs(pairs: list[GoldPair]) -> None:
    counts = Counter(pair.slice for pair in pairs)
    assert {name: counts[name] for name in SLICES if counts[name] < 12} == {}
    assert len(pairs) >= 165


def test_an_id_names_its_slice_and_no_question_is_asked_twice(pairs: list[GoldPair]) -> None:
    assert [pair.id for pair in pairs if not pair.id.startswith(f"seeds-{pair.slice}-")] == []
    asked = Counter((normalise(pair.question), pair.history, pair.as_of) for pair in pairs)
    assert [question for question, times in asked.items() if times > 1] == []


def test_the_evidence_holds_a_wording_of_every_group(pairs: list[GoldPair]) -> None:
    for pair in pairs:
        held = "\n".join(one.quote for one in pair.evidence)
        for group in pair.answers:
            assert any(holds(held, wording) for wording in group), f"{pair.id} lacks {group}"


def test_evidence_was_known_on_the_day_of_the_question(pairs: list[GoldPair]) -> None:
    known = articles()
    for pair in pairs:
        for one in pair.evidence if pair.as_of else ():
            day = known[one.article_id].published.day
            assert day is not None
            assert pair.as_of is not None
            assert day <= pair.as_of, f"{pair.id} rests on an article of {day}"


def test_no_right_answer_is_what_a_wrong_one_would_say(pairs: list[GoldPair]) -> None:
    for pair in pairs:
        for wording in pair.must_not:
            assert not any(holds(right, wording) for group in pair.answers for right in group), f"{pair.id}: {wording}"
