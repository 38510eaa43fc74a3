from pathlib import Path

import pytest

from index.clean import Cleaned, clean
from index.raw import RawArticle

SEEDS = Path(__file__).parents[2] / "seeds"
# Read off the seeds by hand: the first and last words of each line that is the article's, and the lines that are not.
KEPT = {
    "000": [
        ("US-Russia Embassy Talks", "Focus on Operations"),
        ("A new round", "on Russian agreement."),
        ("On April 10, 2023,", "remain undisclosed."),
        ("U.S. State Department spokesperson", "amid ongoing tensions."),
        ("The upcoming talks follow", "on Ukrainian cities."),
        ("In previous discussions,", "in Saudi Arabia."),
        ("Earlier in April,", "ceasefire in Ukraine."),
        ("Despite Kyiv’s willingness", "in return."),
        ("The upcoming U.S.-Russia embassy", "military operations."),
    ],
    "001": [
        ("Russia-US talks set", "not on agenda"),
        ("Russian and US diplomats", "said on Wednesday."),
        ("The talks come", "with Kyiv."),
        ("The rapprochement began", "in Riyadh."),
        ("Delegations led by", "diplomatic missions."),
        ("The warming of ties", "European allies."),
        ("The US State Department", "genuinely engage."),
        ("“To be clear,", "spokesperson said."),
        ("“The constructiveness", "spokesperson added."),
        ("Earlier, Lavrov said", "Lavrov said."),
        ("Trump has said", "the United States."),
        ("‘Systemic problems’", "‘Systemic problems’"),
        ("The US delegation", "Aleksandr Darchiyev."),
        ("The two countries", "thinly staffed."),
        ("“Our high-level diplomats,", "Lavrov said."),
    ],
    "002": [
        ("The U.S. State Department announced", "embassy operations."),
        ("Speaking at a daily", "security issues."),
        ("Focus On ‘Embassy", "Operations’"),
        ("“These talks are", "she added."),
        ("A diplomatic source", "in Istanbul."),
        ("In February,", "wider relations."),
        ("Tit-For-Tat", "Measures"),
        ("Russia and the United States", "thinly staffed."),
        ("Earlier on Tuesday,", "Foreign Ministry."),
        ("The Russian delegation", "TASS reported."),
        ("‘Diplomat-Only’", "Delegation"),
        ("Both delegations", "as saying."),
        ("U.S. and Russian officials", "Trump administration."),
    ],
    "003": [
        ("Russia-US talks commence", "embassy issues"),
        ("Negotiations between", "in Istanbul."),
        ("A minibus carrying", "Russian media."),
        ("The talks are expected", "Washington."),
        ("Russian Foreign Minister", "diplomatic missions."),
        ("Earlier reports", "diplomatic missions."),
        ("The meeting follows", "on February 18."),
        ("Just over five weeks", "their security."),
        ("Following the US-Russia", "diplomatic missions."),
        ("The US State Department", "Moscow's intentions."),
    ],
    "004": [
        ("US, Russia Hold Talks", "Diplomatic Relations"),
        ("Istanbul (TDI): The US", "other’s country."),
        ("According to the Ministry", "Sonata Coulter."),
        ("It is important", "other country."),
        ("Prior to the talks,", "diplomatic property."),
        ("The United States had", "and Washington."),
        ("Revival of operations", "with the US."),
        ("It was also agreed upon that", "during the talks."),
        ("Tammy Bruce,", "on the agenda.”"),
        ("She further stated,", "Russia and Ukraine.”"),
        ("The decision to revive", "on February 18."),
        ("In addition to discussing", "States and Russia."),
        ("The US President,", "war in Ukraine."),
    ],
}


def seed(number: str) -> tuple[str, Cleaned]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    body = path.read_text(encoding="utf-8")
    return body, clean(RawArticle(id="a", source="a.txt", root="/news", form="text", body=body, encoding="utf-8"))


@pytest.mark.parametrize("number", KEPT)
def test_seed_keeps_every_sentence_and_no_furniture(number: str) -> None:
    body, cleaned = seed(number)
    lines = cleaned.text.split("\n")
    assert len(lines) == len(KEPT[number])
    for line, (first, last) in zip(lines, KEPT[number], strict=True):
        assert line.startswith(first)
        assert line.endswith(last)
        assert line in " ".join(body.split())


def test_seed_metadata_that_was_cut_is_kept_apart() -> None:
    assert seed("000")[1].credit == "Original Source: kyivindependent.com"
    assert seed("002")[1].credit == "(With inputs from Reuters)"
    assert (seed("002")[1].title, seed("002")[1].body_start) == (None, 0)
    assert seed("003")[1].authors == ("Vafa Guliyeva",)
    assert seed("004")[1].date_line == "Tuesday, April 15, 2025"


def test_body_start_is_below_the_headline() -> None:
    cleaned = seed("004")[1]
    assert cleaned.title == "US, Russia Hold Talks on Resumption of Diplomatic Relations"
    assert cleaned.text[: cleaned.body_start] == f"{cleaned.title}\n"
    assert cleaned.text[cleaned.body_start :].startswith("Istanbul (TDI):")
