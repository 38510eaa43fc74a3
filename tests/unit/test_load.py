import gzip
import hashlib
import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from index.article import Published
from index.load import RawArticle, Refusal, load

CAP = 20_000


def read(place: Path | str, **options: Any) -> tuple[list[RawArticle], dict[str, str]]:
    """The articles in their order, and the reasons of the refusals by source."""
    found = list(load(str(place), max_bytes=CAP, **options))
    refusals = [item for item in found if isinstance(item, Refusal)]
    return [item for item in found if isinstance(item, RawArticle)], {r.source: r.reason for r in refusals}


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_folder_is_read_sorted_with_stable_ids(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", "A Talk – in İstanbul.txt"):
        write(tmp_path / name, "The port reopened on Monday.")
    articles, refused = read(tmp_path)
    assert refused == {}
    assert [a.source for a in articles] == ["A Talk – in İstanbul.txt", "a.md", "b.txt", "sub/c.html"]
    assert [a.form for a in articles] == ["text", "markdown", "text", "html"]
    assert all(a.root == str(tmp_path) for a in articles)
    assert articles[0].id.startswith("a-talk-in-istanbul-txt-")
    assert [a.id for a in read(tmp_path)[0]] == [a.id for a in articles]


def test_same_name_under_two_roots_gives_two_ids(tmp_path: Path) -> None:
    one, two = (write(tmp_path / root / "news.txt", "Some words.") for root in ("x", "y"))
    assert read(one)[0][0].id != read(two)[0][0].id


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Zürich – “ja”".encode(), "utf-8"),
        ("Zürich – “ja”".encode("utf-8-sig"), "utf-8-sig"),
        ("Zürich – “ja”".encode("utf-16"), "utf-16"),
        ("Zürich – “ja”".encode("utf-16-be").join([b"\xfe\xff", b""]), "utf-16"),
        ("Zürich – “ja”".encode("windows-1252"), "windows-1252"),
    ],
)
def test_encodings_are_found_and_named(tmp_path: Path, data: bytes, encoding: str) -> None:
    (article,), _ = read(write(tmp_path / "a.txt", data))
    assert (article.body.lstrip("\ufeff"), article.encoding) == ("Zürich – “ja”", encoding)


def test_charset_that_the_page_cannot_have_is_not_believed(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path / "a.html", b'<meta charset="utf-16"><p>Z\xfcrich</p>'))
    assert (article.encoding, article.body[-10:]) == ("windows-1252", "Zürich</p>")


def test_charset_declared_in_a_page_is_used(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Москва</body></html>'.encode("windows-1251")
    (article,), _ = read(write(tmp_path / "a.html", page))
    assert "Москва" in article.body
    assert article.encoding == "cp1251"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("nul.txt", b"abc\0def", "NUL"),
        ("zip.txt", b"PK\x03\x04rest", "archive"),
        ("a.txt", gzip.compress(b"text"), "archive"),
        ("a.txt.gz", gzip.compress(b"text"), "kind"),
        ("a.pdf", b"%PDF-1.7", "kind"),
        ("noext", b"text", "kind"),
        ("control.txt", bytes(range(1, 9)) * 40, "control"),
        ("koi8.txt", "Москва объявила о переговорах".encode("koi8-r"), "UTF-8"),
        ("cut.txt", "Zürich".encode("utf-16")[:-1], "utf-16"),
        ("large.txt", b"x" * (CAP + 1), "more than 20,000 bytes"),
        ("line.jsonl", b'{"text": "' + b"x" * CAP + b'"}', "more than 20,000 bytes"),
        ("lying.html", b'<meta charset="big5"><p>Z\xfcrich</p>', "big5"),
        ("deep.jsonl", b'{"text": ' + b"[" * 9_000 + b"]" * 9_000 + b"}", "deep"),
        ("list.jsonl", b"[1, 2]", "not a JSON object"),
        ("broken.jsonl", b'{"text": "a"', "not valid JSON"),
        ("surrogate.jsonl", b'{"text": "\\ud800"}', "surrogate"),
        ("latin.jsonl", b'{"text": "Z\xfcrich"}', "UTF-8"),
        ("number.jsonl", b'{"text": 3}', "no text"),
        ("digits.jsonl", b'{"text": "a", "n": ' + b"9" * 9_000 + b"}", "JSON"),
        ("day.jsonl", b'{"text": "a", "published": "yesterday"}', "published"),
        ("other.jsonl", b'{"question": "who?"}\n{"question": "why?"}', '2 records without a "text"'),
        ("broken.xml", b"<rss><channel>", "broken XML"),
        ("page.xml", b"<a><b/></a>", "no RSS or Atom feed"),
        ("empty.rss", b"<rss><channel><item><title>T</title></item></channel></rss>", "without a text"),
        (
            "bomb.xml",
            b'<!DOCTYPE a [<!ENTITY b "xxxxxxxx"><!ENTITY c "&b;&b;&b;">]><rss><channel>&c;</channel></rss>',
            "entities",
        ),
        ("outside.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss>&b;</rss>', "entities"),
        (".hidden.txt", b"text", "hidden"),
    ],
)
def test_bad_input_is_refused_by_name_and_the_rest_is_read(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    write(tmp_path / name, data)
    write(tmp_path / "zz.txt", "The port reopened on Monday.")
    articles, refused = read(tmp_path)
    assert [a.source for a in articles] == ["zz.txt"]
    ((source, reason),) = refused.items()
    assert source.startswith(name)
    assert why in reason


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(tmp_path / "secret.txt", "A secret.")
    write(root / "own.txt", "Own words.")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "in.txt").symlink_to(root / "own.txt")
    (root / "up").symlink_to(tmp_path)
    (root / "loop").symlink_to(root / "loop")
    os.mkfifo(root / "pipe.txt")
    articles, refused = read(root)
    assert [a.source for a in articles] == ["own.txt"]
    assert set(refused) == {"out.txt", "in.txt", "up", "loop", "pipe.txt"}
    assert "out of the folder" in refused["out.txt"]
    assert "out of the folder" in refused["up"]
    assert "own name" in refused["in.txt"]
    assert "pipe" in refused["pipe.txt"]


def test_a_place_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "cannot be found" in read(tmp_path / "gone.txt")[1][str(tmp_path / "gone.txt")]
    os.mkfifo(tmp_path / "pipe.txt")
    assert "regular" in read(tmp_path / "pipe.txt")[1]["pipe.txt"]


def manifest(folder: Path, *rows: dict[str, object]) -> None:
    write(folder / "manifest.jsonl", "\n".join(json.dumps(row) for row in rows))


def row(file: str, data: bytes, **more: object) -> dict[str, object]:
    return {"id": "westmar-1", "file": file, "sha256": hashlib.sha256(data).hexdigest(), "published": None, **more}


def test_manifest_states_what_the_files_are(tmp_path: Path) -> None:
    day = {"day": "2025-04-14", "basis": "inferred", "words": "on Monday"}
    manifest(tmp_path / "sub", row("a.txt", b"Words.", publisher="Courier", published=day, updated="2025-04-16"))
    write(tmp_path / "sub" / "a.txt", b"Words.")
    write(tmp_path / "sub" / "b.txt", b"Other words.")
    (named, other), refused = read(tmp_path)
    assert (named.id, named.publisher, named.updated) == ("westmar-1", "Courier", date(2025, 4, 16))
    assert named.published == Published(day=date(2025, 4, 14), basis="inferred", words="on Monday")
    assert other.publisher is None
    assert list(refused) == []


@pytest.mark.parametrize(
    ("change", "source", "why"),
    [
        ({"sha256": "0" * 64}, "a.txt", "sha256"),
        ({"file": "gone.txt"}, "gone.txt", "not there"),
        ({"file": "../a.txt"}, "manifest.jsonl#1", "below the manifest's folder"),
        ({"file": "/etc/passwd"}, "manifest.jsonl#1", "below the manifest's folder"),
        ({"id": "Bad Id"}, "manifest.jsonl#1", "id"),
        ({"published": {"day": "soon", "basis": "stated"}}, "manifest.jsonl#1", "YYYY-MM-DD"),
        ({"published": {"day": "2025-04-14", "basis": "guessed"}}, "manifest.jsonl#1", "basis"),
    ],
)
def test_a_wrong_manifest_is_refused(tmp_path: Path, change: dict[str, object], source: str, why: str) -> None:
    manifest(tmp_path, row("a.txt", b"Words.") | change)
    write(tmp_path / "a.txt", b"Words.")
    assert why in read(tmp_path)[1][source]


def test_json_lines_carry_their_metadata(tmp_path: Path) -> None:
    full = {
        "title": "Port reopens",
        "text": "The port reopened.",
        "url": "https://courier.example/port",
        "publisher": "Courier",
        "published": "2025-04-14T10:00:00Z",
        "updated": "2025-04-15",
        "authors": ["Ann Lee", " "],
        "language": "en",
    }
    write(tmp_path / "a.jsonl", json.dumps({"text": "First."}) + "\n\n" + json.dumps(full))
    (_, article), _ = read(tmp_path)
    assert article.source == "a.jsonl#https://courier.example/port"
    assert article.published == Published(
        day=date(2025, 4, 14), basis="stated", words="2025-04-14T10:00:00Z", at=datetime(2025, 4, 14, 10, tzinfo=UTC)
    )
    assert (article.title, article.publisher, article.language) == ("Port reopens", "Courier", "en")
    assert (article.authors, article.updated) == (("Ann Lee",), date(2025, 4, 15))
    # On another line now and under a corrected headline, and the same article still.
    write(tmp_path / "a.jsonl", json.dumps(full | {"title": "Port open again"}))
    assert read(tmp_path)[0][0].id == article.id


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", '{"id": "x1", "text": "One."}\n{"id": "x1", "text": "Two."}')
    articles, refused = read(tmp_path)
    assert [a.body for a in articles] == ["One."]
    assert "x1" in refused["a.jsonl#x1"]


@pytest.mark.parametrize(
    ("data", "form", "source"),
    [
        (b"The port reopened.", "text", "stdin:1"),
        (b"<!DOCTYPE html><p>The port reopened.</p>", "html", "stdin:1"),
        (b'\n{"text": "The port reopened."}', "text", "stdin:2"),
    ],
)
def test_standard_input(data: bytes, form: str, source: str) -> None:
    (article,), _ = read("-", stdin=io.BytesIO(data))
    assert (article.form, article.source, article.root) == (form, source, "stdin")
    assert "The port reopened." in article.body


def test_two_texts_on_standard_input_are_two_articles() -> None:
    one, two = (read("-", stdin=io.BytesIO(text))[0][0].id for text in (b"One text.", b"Another text."))
    assert one != two
