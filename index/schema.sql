-- The catalogue: the truth about articles. Everything in the vector store can be rebuilt from it.
-- Articles and passages are the truth. Each row of theirs, and of the headlines, is sealed by a hash of its columns
-- (index/seal.py). The other tables follow from them and are made anew by `dateline index --repair`.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a version. Superseded and deleted versions stay, not live, so that citations already given can be read.
-- `superseded_by` names the article that replaced this one (a correction under another name); it may be gone again.
CREATE TABLE articles (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL, version TEXT NOT NULL, live INTEGER NOT NULL, superseded_by TEXT,
  root TEXT NOT NULL, source TEXT NOT NULL, fingerprint TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL, published TEXT, publisher TEXT,
  url TEXT, details TEXT NOT NULL, -- the other fields of Article, JSON
  passages INTEGER NOT NULL, -- how many were cut from it
  seal BLOB NOT NULL,
  UNIQUE (id, version)
);
CREATE UNIQUE INDEX one_live_version ON articles (id) WHERE live;
CREATE INDEX articles_by_source ON articles (root, source);
CREATE INDEX articles_by_url ON articles (url) WHERE live;
CREATE INDEX articles_by_day ON articles (published) WHERE live;
CREATE INDEX articles_told ON articles (id, published, publisher, title) WHERE live; -- what a ranking reads, off the texts

-- Live passages only. AUTOINCREMENT: a number is never given twice, so "newer than n" means what it says.
CREATE TABLE passages (
  n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  article_id TEXT NOT NULL, version TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL,
  seal BLOB NOT NULL
);
CREATE INDEX passages_by_article ON passages (article_id);

-- What headlines mean, by their words; the next run embeds those that are missing.
CREATE TABLE headlines (
  n INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL UNIQUE, vector BLOB NOT NULL, seal BLOB NOT NULL
);

CREATE VIRTUAL TABLE passage_words USING fts5 (heading, body, tokenize = "porter unicode61 remove_diacritics 2");

-- Winnowed fingerprints of the live articles' words; at most 50 holders each, so that boilerplate stays cheap.
CREATE TABLE bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) WITHOUT ROWID;
-- How many fingerprints each of these articles has.
CREATE TABLE banded (article INTEGER PRIMARY KEY, bands INTEGER NOT NULL);
-- Which live articles carry the text of which; and what follows: `first` is the earliest of all that are joined.
CREATE TABLE links (
  article_id TEXT NOT NULL, of TEXT NOT NULL, shared REAL NOT NULL, PRIMARY KEY (article_id, of)
) WITHOUT ROWID;
CREATE INDEX links_by_origin ON links (of);
CREATE TABLE copies (article_id TEXT PRIMARY KEY, first TEXT NOT NULL) WITHOUT ROWID;
