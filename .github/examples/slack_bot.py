"""A Slack-style bot: answers the events that a chat posts to it, thread by thread. Needs only `openai`."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openai

URL, KEY = os.environ.get("DATELINE_URL", "http://127.0.0.1:7860/v1"), os.environ.get("DATELINE_KEY", "none")
dateline = openai.OpenAI(base_url=URL, api_key=KEY)
threads: dict[str, list[dict[str, str]]] = {}


class Bot(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))["event"]
        said = threads.setdefault(event["thread_ts"], [])
        said.append({"role": "user", "content": event["text"]})
        reply = dateline.chat.completions.create(model="dateline", messages=said[-20:])
        text = reply.choices[0].message.content
        said.append({"role": "assistant", "content": text})
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"thread_ts": event["thread_ts"], "text": text}).encode())


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Bot).serve_forever()
