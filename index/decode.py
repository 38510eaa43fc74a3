"""Bytes to text, strictly: the encoding that was found is named, and nothing is dropped or replaced. Pure."""

from __future__ import annotations

import codecs
import re

from index.raw import RefusedError

__all__ = ["decode"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What begins so is no text, whatever its name says: zip, gzip, bzip2, xz, zstd, 7z, rar, PDF, PNG, JPEG, GIF, ELF.
MAGIC = re.compile(
    rb"PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!|%PDF-|\x89PNG|\xff\xd8\xff|GIF8|\x7fELF"
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROLS_ALLOWED = 8
# Western words have at most two or three accented letters in a row; text in another single-byte alphabet (Cyrillic,
# Greek) read as windows-1252 is made of such runs.
FOREIGN = re.compile(r"[À-ÖØ-öø-ÿŠŒŽšœžŸƒ]{4}")


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read with.

    Tried in order: a byte order mark, UTF-8, the declared encoding, and windows-1252 where the outcome looks like
    Western text. Every attempt is strict.

    Args:
        data: the whole input.
        declared: what an HTTP header or the page itself states; an unknown name counts as not declared.

    Raises:
        RefusedError: the bytes are an archive, a picture or other binary data, or fit no encoding.
    """
    if MAGIC.match(data):
        raise RefusedError("is an archive, a picture or a program, not text; unpack it and give the text files")
    for mark, name in BOMS:
        if data.startswith(mark):
            return _strictly(data, name), name
    if b"\0" in data:
        raise RefusedError("holds NUL bytes, so it is not text; save it as UTF-8 text")
    # Bytes that are valid UTF-8 beyond ASCII are never that by accident, while pages often declare an encoding they
    # do not use. An escape character means one of the seven-bit encodings (ISO-2022-JP), so there the page is believed.
    if b"\x1b" not in data or declared is None:
        try:
            return _checked(data.decode("utf-8")), "utf-8"
        except UnicodeDecodeError:
            pass
    if declared is not None and (known := _known(declared)) is not None:
        return _strictly(data, known), known
    try:
        text = _checked(data.decode("windows-1252"))
    except UnicodeDecodeError:
        text = ""
    if not text or FOREIGN.search(text):
        raise RefusedError("is neither UTF-8, UTF-16 with a byte order mark nor Western text; save it as UTF-8")
    return text, "windows-1252"


def _known(name: str) -> str | None:
    """The codec for a declared name, as browsers read it: Latin-1 and ASCII mean windows-1252 (WHATWG Encoding)."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    # "zip" and "hex" are bytes to bytes. A declaration that could be read as ASCII cannot be in UTF-16 or UTF-32.
    if not getattr(codec, "_is_text_encoding", True) or codec.name.startswith(("utf-16", "utf-32")):
        return None
    return "windows-1252" if codec.name in {"iso8859-1", "ascii"} else codec.name


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeError, ValueError):
        raise RefusedError(f"says it is {encoding}, but its bytes are not; save it as UTF-8") from None
    return _checked(text)


def _checked(text: str) -> str:
    """The text, unless it has more control characters than a slip of an editor leaves behind."""
    if len(CONTROLS.findall(text)) > CONTROLS_ALLOWED + len(text) // 200:
        raise RefusedError("is full of control characters, so it is not text; save it as UTF-8 text")
    return text
