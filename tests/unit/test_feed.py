from datetime import date

import pytest

from index.clean import clean
from index.feed import read_feed
from index.raw import RawArticle

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title><language>en</language>
<item><title>Lind&amp;#8217;s port</title>
<link>https://courier.example/port</link><guid>g1</guid>
<dc:creator>Ann Lee</dc:creator>
<pubDate>Mon, 14 Apr 2025 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded>&lt;p&gt;The port reopened.&lt;/p&gt;&lt;p&gt;Two ships waited.&lt;/p&gt;</content:encoded>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Courier</title><entry><id>tag:1</id>
<title>Lind’s port</title>
<link rel="self" href="https://courier.example/self"/><link href="https://courier.example/port"/>
<author><name>Ann Lee</name></author><published>2025-04-14T10:00:00+02:00</published>
<updated>2025-04-15T09:00:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The port reopened.</p><p>Two ships waited.</p></div>
</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_feeds_are_read(feed: str) -> None:
    (article,) = read_feed(feed.encode(), source="feed.xml", root="/news")
    assert isinstance(article, RawArticle)
    assert (article.publisher, article.language, article.authors) == ("Courier", "en", ("Ann Lee",))
    assert article.url == "https://courier.example/port"
    assert article.published is not None
    assert article.published.day == date(2025, 4, 14)
    assert article.title == "Lind’s port"
    assert clean(article).text == "Lind’s port\nThe port reopened.\nTwo ships waited."


def test_an_items_id_does_not_depend_on_where_its_feed_was_read() -> None:
    ids = {
        item.id
        for root in ("/a", "/b")
        for item in read_feed(RSS.encode(), source="x", root=root)
        if isinstance(item, RawArticle)
    }
    assert len(ids) == 1
