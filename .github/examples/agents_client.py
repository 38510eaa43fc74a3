"""Asks through OpenAI's agents package, which speaks responses: `python agents_client.py URL QUESTION`."""

import json
import sys

from agents import Agent, OpenAIResponsesModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI

URL, QUESTION = sys.argv[1:]
set_tracing_disabled(True)
model = OpenAIResponsesModel(model="dateline", openai_client=AsyncOpenAI(base_url=URL, api_key="none"))
agent = Agent(name="News", instructions="Answer from the news.", model=model)
told = Runner.run_sync(agent, QUESTION).final_output
sys.stdout.write(json.dumps(told) + "\n")
