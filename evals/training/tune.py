"""Stories -> the adapters of `index.select`. Needs torch: `pip install torch`, then `python -m evals.training.tune`.

Goes on from the adapters that are there, and mixes old and new; without the file it begins anew. Five quarters of an
hour on 2 cores.
The door to torch; nothing else of ours imports it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.console import Console
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from evals.training.draw import REMOVED, balanced, shown
from evals.training.guess import guess
from evals.training.soup import soup
from evals.training.stories import STORIES, Example, Option, read_stories
from index.adapt import Array, unpack
from index.embed import Tokenizer, open_embedder, open_tokenizer
from index.select import ADAPTER, CARRIED, encode

__all__ = ["tune"]

RANK, SCALE = 16, 2.0  # of the adapters (LoRA's r, and alpha / r)
FROZEN = 4  # lower layers left as they are: they know words, and learning is a third faster
RATE = 5e-4
STEPS, WARM, COOL = 3000, 100, 2300  # the rate rises for the first and falls for the last so many
QUESTIONS = 8  # a step
JUDGED = 0.4  # what the cross-encoder's own log-odds of being relevant count at first
HEADS = 12  # of the model's attention
HEAPS = 3  # of like length, which a step is cut into, so that little is padded
PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "intermediate.dense": "up",
    "output.dense": "down",
}


class Adapted(nn.Module):
    """A linear layer that stays, and a low-rank change that learns."""

    def __init__(self, weight: Tensor, bias: Tensor, *, learns: bool) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        outputs, inputs = weight.shape
        self.narrow = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs)) if learns else None
        self.widen = nn.Parameter(torch.zeros(outputs, RANK)) if learns else None

    def forward(self, rows: Tensor) -> Tensor:
        """Shape (..., inputs) -> (..., outputs). The change is kept apart: what stays then needs no gradient."""
        told = functional.linear(rows, self.weight, self.bias)
        if self.narrow is None:
            return told
        return told + functional.linear(functional.linear(rows, self.narrow), self.widen) * SCALE


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), without dropout."""

    def __init__(self, weights: dict[str, Tensor], number: int) -> None:
        super().__init__()
        prefix = f"encoder.layer.{number}."
        for name, short in PARTS.items():
            part = Adapted(weights[f"{prefix}{name}.weight"], weights[f"{prefix}{name}.bias"], learns=number >= FROZEN)
            self.add_module(short, part)
        self.after_attention = norm(weights, f"{prefix}attention.output.LayerNorm")
        self.after_all = norm(weights, f"{prefix}output.LayerNorm")

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """Shape (batch, tokens, 384), and which tokens there are.

        Attention is written out: torch's own took a third of a step on rows this short, now a tenth.
        """
        batch, tokens, width = rows.shape
        query, key, value = (
            part(rows).view(batch, tokens, HEADS, width // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = (query @ key.transpose(-1, -2) / math.sqrt(width // HEADS)).masked_fill(~mask, -1e4)
        seen = weights.softmax(-1).to(value.dtype) @ value
        rows = self.after_attention(rows + self.out(seen.transpose(1, 2).reshape(batch, tokens, width)))
        changed: Tensor = self.after_all(rows + self.down(functional.gelu(self.up(rows))))
        return changed


class Reader(nn.Module):
    """The cross-encoder, which scores a question and a sentence read together, and what is learned beside that."""

    def __init__(self, model: bytes) -> None:
        super().__init__()
        arrays, self.names = unpack(model)
        weights = {name: torch.tensor(np.ascontiguousarray(array)) for name, array in arrays.items()}
        kinds = ("word", "position", "token_type")
        self.tables = nn.ParameterList(
            nn.Parameter(weights[f"embeddings.{kind}_embeddings.weight"], requires_grad=False) for kind in kinds
        )
        self.norm = norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(12))
        self.pooler = linear(weights, "pooler.dense")
        self.classifier = linear(weights, "classifier")
        self.first, self.token = nn.Linear(384, 1), nn.Linear(384, 1, bias=False)
        self.judged = nn.Parameter(torch.tensor(JUDGED))
        for part in (self.first.weight, self.first.bias, self.token.weight):
            nn.init.zeros_(part)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Log-odds, shape (batch,)."""
        word, position, kind = self.tables
        rows = self.norm(word[ids] + position[: ids.shape[1]] + kind[types])
        for layer in self.layers:
            rows = layer(rows, mask[:, None, None, :].bool())
        rows, told = rows.float(), types * mask
        tokens = self.token(rows).squeeze(-1).masked_fill(told == 0, -1e4)
        judged = self.classifier(torch.tanh(self.pooler(rows[:, 0].float()))).squeeze(-1).float()
        score: Tensor = self.first(rows[:, 0]).squeeze(-1) + torch.logsumexp(tokens, 1) - told.sum(1).float().log()
        return score + self.judged * judged

    def adopt(self, parts: Mapping[str, Array]) -> None:
        """Take over what `adapters` gave."""
        with torch.no_grad():
            self.first.weight[0] = torch.tensor(parts["first"], dtype=torch.float32)
            self.first.bias[0] = float(parts["bias"])
            self.token.weight[0] = torch.tensor(parts["token"], dtype=torch.float32)
            self.judged.fill_(float(parts["judged"]))
            for (number, part), name in self.names.items():
                one = self.layers[number].get_submodule(PARTS[part])
                if one.narrow is not None:
                    one.narrow.copy_(torch.tensor(parts[f"{name}.A"], dtype=torch.float32))
                    one.widen.copy_(torch.tensor(parts[f"{name}.B"], dtype=torch.float32) / SCALE)

    def adapters(self) -> dict[str, Array]:
        """What `index.select` reads."""
        parts = {"first": self.first.weight[0], "bias": self.first.bias[0], "token": self.token.weight[0]}
        parts["judged"] = self.judged
        for (number, part), name in self.names.items():
            one = self.layers[number].get_submodule(PARTS[part])
            if one.narrow is not None:
                parts |= {f"{name}.A": one.narrow, f"{name}.B": one.widen * SCALE}
        return {name: part.detach().numpy() for name, part in parts.items()}


def linear(weights: dict[str, Tensor], name: str) -> nn.Linear:
    """A linear layer that stays as it is."""
    made = nn.Linear(*reversed(weights[f"{name}.weight"].shape))
    made.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})
    return made.requires_grad_(requires_grad=False)


def norm(weights: dict[str, Tensor], name: str) -> nn.LayerNorm:
    """A layer norm that stays as it is."""
    made = nn.LayerNorm(384, eps=1e-12)
    made.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})
    return made.requires_grad_(requires_grad=False)


def batch(tokenizer: Tokenizer, shown: Sequence[tuple[str, Option]]) -> tuple[Tensor, Tensor, Tensor]:
    """Token ids, segments and mask, each of shape (pairs, longest)."""
    pairs = [encode(tokenizer, question, option.sentence) for question, option in shown]
    ids, types = (
        pad_sequence([torch.tensor(row) for row in rows], batch_first=True) for rows in zip(*pairs, strict=True)
    )
    mask = pad_sequence([torch.ones(len(one), dtype=torch.long) for one, _ in pairs], batch_first=True)
    return ids, types, mask


def loss(scores: Tensor, options: Sequence[Option]) -> Tensor:
    """Of one question: which sentence answers, "none" among them with the log-odds 0; and each sentence by itself."""
    teaches = torch.tensor([option.answers is not None for option in options])
    right = torch.tensor([bool(option.answers) for option in options])[teaches]
    scores = scores[teaches]
    none = torch.zeros(1)
    best = torch.logsumexp(scores[right], 0) if right.any() else none[0]
    each = functional.binary_cross_entropy_with_logits(scores, right.float())
    return torch.logsumexp(torch.cat([none, scores]), 0) - best + 0.5 * each


def score(reader: Reader, tokenizer: Tokenizer, pairs: Sequence[tuple[str, Option]]) -> Tensor:
    """Log-odds of each pair, shape (pairs,)."""
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][1].sentence.text) + len(pairs[n][1].sentence.around))
    cuts = [len(order) * part // HEAPS for part in range(HEAPS + 1)]
    heaps = [[pairs[n] for n in order[first:last]] for first, last in pairwise(cuts) if first < last]
    with torch.autocast("cpu", torch.bfloat16):
        scores = torch.cat([reader(*batch(tokenizer, heap)) for heap in heaps])
    return scores[torch.tensor(order).argsort()]


def tune(examples: Sequence[Example], *, before: Mapping[str, Array] | None, seed: int = 1) -> dict[str, Array]:
    """Train, going on from the adapters `before` where there are any, and give the adapters back."""
    torch.manual_seed(seed)
    dice = random.Random(seed)  # noqa: S311  no secret: a repeatable draw
    model, words = CARRIED.read()
    tokenizer = open_tokenizer(words)
    reader = Reader(model)
    if before is not None:
        reader.adopt(before)
    learning = [part for part in reader.parameters() if part.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.01)
    embedder = open_embedder(threads=torch.get_num_threads())
    asked = np.stack([embedder.embed_query(example.question) for example in examples])
    kept = balanced(asked, examples, dice)
    odds = dict(zip(kept, guess(asked[kept], [examples[n].answered for n in kept], removed=REMOVED), strict=True))
    left: list[int] = []
    for step in range(STEPS):
        if len(left) < QUESTIONS:
            left = dice.sample(kept, len(kept))
        drawn = [left.pop() for _ in range(QUESTIONS)]
        group = [shown(examples[number], dice) for number in drawn]
        scores = score(reader, tokenizer, [(question, option) for question, options in group for option in options])
        parts = torch.split(scores, [len(options) for _, options in group])
        losses = [
            loss(part + odds[number], options) for part, (_, options), number in zip(parts, group, drawn, strict=True)
        ]
        total = torch.stack(losses).mean()
        for rate in optimizer.param_groups:
            rate["lr"] = RATE * min(1.0, (step + 1) / WARM, max(0.02, (STEPS - step) / COOL))
        optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        if step % 50 == 0:
            Console().print(f"tune step={step} of={STEPS} loss={total.item():.3f}")
    return reader.adapters()


def save(place: Path, parts: dict[str, Array]) -> None:
    """Write the adapters, each number in two bytes."""
    halves: dict[str, Any] = {name: part.astype(np.float16) for name, part in parts.items()}
    np.savez_compressed(place, **halves)


if __name__ == "__main__":
    place = Path("index") / ADAPTER
    told = [example for path in sorted(STORIES.glob("*.txt")) for example in read_stories(path)]
    before = {name: part.astype(np.float32) for name, part in np.load(place).items()} if place.exists() else None
    after = tune(told, before=before)
    save(place, after if before is None else soup(before, after))
