"""Asks through LlamaIndex, in each of its ways: `python llama_index_client.py URL QUESTION`, URL ending in /v1."""

import asyncio
import json
import sys

from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

URL, QUESTION = sys.argv[1:]
llm = OpenAILike(model="dateline", api_base=URL, api_key="none", is_chat_model=True)
asked = [ChatMessage(role="user", content=QUESTION)]


async def later() -> str:
    return str((await llm.achat(asked)).message.content)


for told in (
    llm.complete(QUESTION).text,
    str(llm.chat(asked).message.content),
    "".join(piece.delta or "" for piece in llm.stream_chat(asked)),
    asyncio.run(later()),
):
    sys.stdout.write(json.dumps(told) + "\n")
