"""RSS and Atom -> raw articles; door to defusedxml, which refuses entity bombs and outside references."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from index.raw import RawArticle, Refusal, RefusedError, make_id
from index.stamp import parse_stamp

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read_feed"]

# A feed has some thousand elements; each takes about 100 bytes once parsed, so a megabyte of "<a/>" would take 25.
MOST_TAGS = 200_000


def read_feed(data: bytes, *, source: str, root: str) -> Iterator[RawArticle | Refusal]:
    """The items of an RSS 2.0, RSS 1.0 or Atom feed, in the feed's order, each with the source "<source>#<item's id>".

    An item carries only what the feed holds of it (its full text, or else its summary): its link is never followed.
    """
    try:
        feed = _parse(data)
    except RefusedError as error:
        yield Refusal(source=source, reason=str(error))
        return
    channel = next((e for e in feed.iter() if _name(e) == "channel"), feed)
    publisher, language = _child(channel, "title"), _child(channel, "language") or feed.get(f"{XML}lang")
    items = [e for e in feed.iter() if _name(e) in {"item", "entry"}]
    if not items:
        yield Refusal(source=source, reason="is XML, but no RSS or Atom feed: it has no item and no entry")
    for number, item in enumerate(items, start=1):
        link = _link(item)
        guid = _child(item, "guid", "id") or link
        title = _title(item)
        place = f"{source}#{guid or title or number}"
        body = _child(item, "encoded", "content", "description", "summary")
        if body is None:
            yield Refusal(source=place, reason="is an item without a text; name its own address to have it read")
            continue
        published = parse_stamp(_child(item, "pubdate", "published", "date", "issued") or "")
        updated = parse_stamp(_child(item, "updated", "modified") or "")
        yield RawArticle(
            # A guid or link is the same wherever the feed was read, and stays when the headline is corrected.
            id=make_id(guid, guid) if guid else make_id(source, root, source, title or str(number)),
            source=place,
            root=root,
            form="html" if "<" in body or "&" in body else "text",
            body=body,
            encoding="utf-8",
            title=title,
            publisher=publisher,
            url=link,
            language=language,
            authors=_authors(item),
            published=published or updated,
            updated=updated.day if updated else None,
        )


XML = "{http://www.w3.org/XML/1998/namespace}"


def _parse(data: bytes) -> Element:
    import defusedxml
    from defusedxml.ElementTree import ParseError, fromstring

    if data.count(b"<") > MOST_TAGS:
        raise RefusedError(f"has more than {MOST_TAGS:,} tags, which no feed has")
    try:
        root: Element = fromstring(data)
    except defusedxml.DefusedXmlException:
        raise RefusedError("is XML that declares entities or refers to outside files; it is not opened") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise RefusedError(f"is broken XML: {error}") from None
    return root


def _name(element: Element) -> str:
    """The local name in lower case: feeds mix namespaces, and some write pubdate for pubDate."""
    return str(element.tag).rpartition("}")[2].lower()


def _child(element: Element, *names: str) -> str | None:
    """The text of the first child with one of the names; earlier names win."""
    for name in names:
        for child in element:
            if _name(child) == name and (text := _text(child)):
                return text
    return None


def _text(element: Element) -> str:
    """Escaped markup or plain words as they stand; elements inside (Atom's xhtml) as markup again."""
    from xml.etree.ElementTree import tostring

    if not len(element):
        return (element.text or "").strip()
    for inner in element.iter():
        inner.tag = _name(inner)  # without its namespace, or it would be written as <html:p>
    return tostring(element, encoding="unicode").strip()


def _title(item: Element) -> str | None:
    """The headline; many feeds escape it twice, so a reader would see "&#8217;"."""
    return " ".join(unescape(_child(item, "title") or "").split()) or None


def _link(item: Element) -> str | None:
    """Where the item stands: RSS writes the address as text, Atom as the href of a link that is not rel="self"."""
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _authors(item: Element) -> tuple[str, ...]:
    """dc:creator, or Atom's author/name; RSS's own author is an e-mail address and is left out."""
    names = [_child(e, "name") if len(e) else e.text for e in item if _name(e) in {"author", "creator"}]
    return tuple(name.strip() for name in names if name and name.strip() and "@" not in name)
