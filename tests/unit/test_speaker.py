"""Who is said to have said it; naming the wrong one is the worst that can happen."""

from __future__ import annotations

import pytest

from assistant.speaker import speaker


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("“We will see,” Lavrov said.", "Lavrov"),
        ('"We will see," said Lavrov.', "Lavrov"),
        ("“We will see,” said the minister on Tuesday.", "the minister"),
        ("Tammy Bruce, the State Department spokeswoman, told reporters that talks would go on.", "Tammy Bruce"),
        ("On Tuesday, Bruce, the spokeswoman, told reporters that talks would go on.", "Bruce"),
        ("Tammy Bruce, the spokeswoman, said Ukraine was not on the agenda.", "Tammy Bruce"),
        ("The spokeswoman added: “There is nothing on Ukraine.”", "The spokeswoman"),
        ("Kremlin spokesman Dmitry Peskov said on Friday that no date was set.", "Kremlin spokesman Dmitry Peskov"),
        ("A diplomatic source earlier said the talks would take place there.", "A diplomatic source"),
        ("The head of the Russian delegation also said so.", "The head of the Russian delegation"),
        (
            "According to the Ministry of Foreign Affairs of Ruritania, all went well.",
            "the Ministry of Foreign Affairs of Ruritania",
        ),
        ("The U.S. delegation will be headed by Sonata Coulter, TASS reported.", "TASS"),
        ("As Peskov noted, the date is open.", "Peskov"),
        ("In a statement, the embassy said the talks lasted six hours.", "the embassy"),
        ("“It is over,” the Russian ambassador, Alexander Darchiev, told reporters.", "the Russian ambassador"),
        ("Police said three people died.", "Police"),
        ("Lavrov and Rubio said they would meet.", "Lavrov and Rubio"),
        ("The talks ended in Riyadh and Lavrov said all went well.", "Lavrov"),
        ("Bruce said “it is over” and that Lavrov said nothing.", "Bruce"),
        ("Earlier reports indicated that nobody came.", "Earlier reports"),
        (
            "They will meet, as announced by Kremlin spokesman Dmitry Peskov on April 8.",
            "Kremlin spokesman Dmitry Peskov",
        ),
        ("The White House and kremlin stated that talks would go on.", "The White House and kremlin"),
        ("Moscow has repeatedly denied the report.", "Moscow"),
    ],
)
def test_the_speaker_is_named_as_the_sentence_names_it(sentence: str, who: str) -> None:
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks will take place on Thursday.",
        "He said it was over.",
        "“Yes,” she said.",
        "“No talks,” he told Reuters.",
        "It was said that the embassy closed.",
        "The minister who said so left.",
        "Nobody has said anything about Ukraine.",
        "Having said that, the talks failed.",
        "The spokesman did not say who would lead them.",
        "He said Lavrov told the truth.",
        "The United States and Russia met in Istanbul.",
        "Reports of a fire spread quickly.",
        "The talks, announced Friday, will go on.",
        "The date, confirmed by officials, is April 10.",
        "“Lavrov said no” was painted on the wall.",
        "The talks went as announced.",
        "It is unclear what was said.",
        "",
        "said",
        ", said",
    ],
)
def test_where_nobody_is_named_nobody_is_made_up(sentence: str) -> None:
    assert speaker(sentence) is None


@pytest.mark.parametrize(
    "text", ["A " * 20_000 + "said", ", x" * 20_000 + ", said", "“" * 20_000 + " said", "said " * 5_000]
)
def test_a_hostile_sentence_ends(text: str) -> None:
    speaker(text)
