"""A folder in which nearly everything is broken, disguised, endless or a trap; and a few articles that are not."""

from __future__ import annotations

import gzip
import json
import os
import random
import socket
import struct
import zipfile
import zlib
from pathlib import Path

from tests.made import lines_of, story

__all__ = ["GOOD", "hostile_folder"]

GOOD = 6
GB = 1_000_000_000
ARTICLE = "\n\n".join(story(n)["text"] for n in (900, 901))
PAGE = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{ARTICLE}</p></article></body></html>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><title>&l11;</title></channel></rss>'
)
ENTITY = '<!ENTITY x SYSTEM "file:///etc/passwd">'
OUTSIDE = f"<!DOCTYPE r [{ENTITY}]><rss><channel><item><title>&x;</title></item></channel></rss>"


def line(**fields: object) -> bytes:
    return json.dumps({"title": "Talks", "text": ARTICLE} | fields).encode() + b"\n"


def picture() -> bytes:
    """A PNG of 30,000 by 30,000 pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + zlib.compress(bytes(1_000_000))


def files() -> dict[str, bytes]:
    return {**texts(), **pages(), **records(), **names()}


def texts() -> dict[str, bytes]:
    noise = random.Random(0).randbytes
    return {
        "empty.txt": b"",
        "empty.html": b"",
        "empty.jsonl": b"",
        "empty.xml": b"",
        "blank.txt": b" \n\t\r\n" * 1000,
        "only-a-bom.txt": b"\xef\xbb\xbf",
        "nuls.txt": bytes(100_000),
        "nuls-inside.txt": ARTICLE.replace("e", "e\0").encode(),
        "control.txt": ARTICLE.replace("a", "a\x1b[2J\x07\x08").encode(),
        "invisible.txt": ARTICLE.replace("a", "a\u200b\u202e\U000e0041").encode(),
        "one-word.txt": b"hello",
        "noise.txt": noise(200_000),
        "noise.html": noise(200_000),
        "noise.xml": noise(200_000),
        "noise.jsonl": noise(200_000),
        "utf16.txt": ARTICLE.encode("utf-16"),
        "utf16-without-bom.txt": ARTICLE.encode("utf-16-le"),
        "utf32.txt": ARTICLE.encode("utf-32"),
        "utf7.txt": ("Café " + ARTICLE).encode("utf-7"),
        "latin1.txt": ("Café à Orléans. " + ARTICLE).encode("latin-1"),
        "gbk.txt": ("会谈在伊斯坦布尔举行。" * 50).encode("gbk"),
        "half-utf8.txt": (ARTICLE + "…").encode()[:-1],
        "surrogates.txt": ARTICLE.encode() + b"\xed\xa0\x80",
        "overlong.txt": ARTICLE.encode() + b"\xc0\xaf",
        "lies-about-its-encoding.html": PAGE.replace("<head>", '<head><meta charset="utf-16">').encode(),
        "unknown-encoding.html": PAGE.replace("<head>", '<head><meta charset="klingon">').encode(),
        "gzip.txt": gzip.compress(bytes(10_000_000)),
        "gzip.html": gzip.compress(PAGE.encode()),
        "zip.txt": b"PK\x03\x04" + noise(1000),
        "pdf.html": b"%PDF-1.7\n" + noise(5000),
        "picture.txt": picture(),
        "program.txt": b"\x7fELF" + noise(5000),
        "archive.zip": b"PK\x03\x04" + noise(1000),
        "unknown.docx": noise(1000),
        "no-suffix": ARTICLE.encode(),
        "long-line.txt": b"word " * 900_000,
        "no-space.txt": b"x" * 4_000_000,
        "too-large.txt": b"word " * 1_200_000,
    }


def pages() -> dict[str, bytes]:
    deep = "<div>" * 50_000 + ARTICLE + "</div>" * 50_000
    return {
        "deep.html": f"<html><body>{deep}</body></html>".encode(),
        "many-tags.html": b"<p>x</p>" * 300_000,
        "many-entities.html": ("<p>" + "&amp;" * 400_000).encode(),
        "attributes.html": ("<p " + "a='b' " * 300_000 + ">x").encode(),
        "open-tags.html": b"<html><body><p>" + b"<b><i><table><tr><td>" * 3000,
        "unclosed-comment.html": f"<html><body><!-- {PAGE}".encode(),
        "script-only.html": b"<html><script>" + b"alert(1);" * 1000 + b"</script></html>",
        "frames.html": b"<frameset><frame src='file:///etc/passwd'></frameset>",
        "refresh.html": b"<meta http-equiv=refresh content='0;url=http://169.254.169.254/'>",
        "laughs.xml": BOMB.encode(),
        "laughs.html": BOMB.encode(),
        "outside.xml": OUTSIDE.encode(),
        "broken.xml": b"<rss><channel><item><title>Talks</title>",
        "not-a-feed.xml": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "deep.xml": b"<rss>" + b"<a>" * 100_000,
        "items.xml": b"<rss><channel>" + b"<item/>" * 20_000 + b"</channel></rss>",
    }


def records() -> dict[str, bytes]:
    return {
        "broken.jsonl": b'{"title": "Talks", "text": \n{"text": "x"\nnull\n[]\n"x"\n7\n',
        "deep.jsonl": b"[" * 1_000_000 + b"\n",
        "deep-object.jsonl": b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"\n",
        "numbers.jsonl": line(title=1, text=2)
        + b'{"text": 1e999}\n{"text": NaN}\n'
        + b'{"n": '
        + b"9" * 100_000
        + b"}\n",
        "surrogate.jsonl": b'{"title": "T", "text": "\\ud800 ' + ARTICLE[:200].encode() + b'"}\n',
        "keys.jsonl": b"{" + b",".join(b'"k%d": 1' % n for n in range(100_000)) + b"}\n",
        "same-ids.jsonl": line(id="one") * 3,
        "bad-ids.jsonl": line(id="../../etc/passwd") + line(id="") + line(id="x" * 5000) + line(id=None) + line(id=[1]),
        "bad-dates.jsonl": line(published="0000-00-00") + line(published="yesterday") + line(published=-1),
        "bad-urls.jsonl": line(url="javascript:alert(1)") + line(url="file:///etc/passwd") + line(url="http://[::1"),
        "long-title.jsonl": line(title="T" * 1_000_000),
        "authors.jsonl": line(authors=["a"] * 100_000),
        "manifest.jsonl": b'{"file": "../outside.txt", "id": "x"}\nnot json\n{"file": "nowhere.txt"}\n',
    }


def names() -> dict[str, bytes]:
    return {
        "line\nbreak.txt": ARTICLE.encode() + b" One.",
        "\x1b[31mred.txt": ARTICLE.encode() + b" Two.",
        "\u202etxt.exe.txt": ARTICLE.encode() + b" Three.",
        ".hidden.txt": ARTICLE.encode(),
    }


def hostile_folder(root: Path) -> dict[str, bool]:
    """Make the folder; what is in it by name, True for the articles that must be indexed."""
    place = root / "hostile"
    place.mkdir(parents=True)
    for name, content in files().items():
        (place / name).write_bytes(content)
    (place / "a-gigabyte-in-a-line.jsonl").touch()
    os.truncate(place / "a-gigabyte-in-a-line.jsonl", GB)  # sparse: it takes no room
    (place / "a-gigabyte.txt").touch()
    os.truncate(place / "a-gigabyte.txt", GB)
    (root / "secret.txt").write_text(ARTICLE + " Secret.", encoding="utf-8")
    (place / "link-out.txt").symlink_to(root / "secret.txt")
    (place / "link-to-nothing.txt").symlink_to("nowhere")
    (place / "link-to-itself.txt").symlink_to("link-to-itself.txt")
    (place / "link-to-folder").symlink_to(root)
    os.mkfifo(place / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place / "socket.txt"))
    (place / os.fsdecode(b"not-\xff-utf8.txt")).write_text(ARTICLE + " Four.", encoding="utf-8")
    (place / "folder.txt").mkdir()
    with zipfile.ZipFile(place / "stored.html", "w") as archive:
        archive.writestr("index.html", PAGE)
    nested = place.joinpath(*["d"] * 60)
    nested.mkdir(parents=True)
    bad = dict.fromkeys((one.name for one in place.iterdir()), False)
    for n in range(GOOD):
        lines_of(place / f"{'amz'[n % 3]}-good-{n}.jsonl", [n])
    return bad | {one.name: True for one in place.iterdir() if "-good-" in one.name}
