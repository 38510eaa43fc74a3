"""Asks through LangChain, in each of its ways: `python langchain_client.py URL QUESTION`, URL ending in /v1."""

import json
import sys

from langchain_openai import ChatOpenAI

URL, QUESTION = sys.argv[1:]
plain = ChatOpenAI(model="dateline", base_url=URL, api_key="none")
responses = ChatOpenAI(model="dateline", base_url=URL, api_key="none", use_responses_api=True)
for told in (
    plain.invoke(QUESTION).text,
    "".join(chunk.text for chunk in plain.stream(QUESTION)),
    responses.invoke(QUESTION).text,
    "".join(chunk.text for chunk in responses.stream(QUESTION)),
    responses.invoke([("user", "Where were the talks held?"), ("ai", "In Istanbul."), ("user", QUESTION)]).text,
):
    sys.stdout.write(json.dumps(told) + "\n")
