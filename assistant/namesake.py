"""The Selkie Maid and the Selkie Star: names that begin alike and are not the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.lexicon import is_state, stems
from assistant.name import CAPITAL

__all__ = ["of_namesake"]


def of_namesake(asked: Iterable[str], sentence: str) -> bool:
    """Whether a sentence names something that only shares the first word with a name asked about.

    "The National Bank's" is the National Bank. What begins with a state ("Russian Embassy", "Russian Senate") is not
    called after it, and is passed over.

    >>> of_namesake(["Selkie Star"], "The Selkie Maid sank."), of_namesake(["Selkie Star"], "The Star was older.")
    (True, False)
    """
    for name in asked:
        first, *rest = re.sub(r"['’]s?(?=\s|$)", "", name).split()
        if not rest or any(is_state(one) for one in stems(first)) or any(word in sentence for word in rest):
            continue
        if re.search(rf"\b{re.escape(first)} {CAPITAL}[^\W\d_]", sentence):
            return True
    return False
