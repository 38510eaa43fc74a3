"""The wording of page furniture: what news sites print around an article, told by one line alone. Pure.

A rule names a class of wording that English-language news sites share, never one site. A line counts only as a whole,
so an article that writes about cookies, newsletters or followers keeps its sentences.
"""

from __future__ import annotations

import re

from index.shape import is_byline, is_credit, is_date, is_headline, is_sentence, is_short, words_of

__all__ = ["BIO", "COMMENTS", "is_label", "reason_to_cut"]

PLATFORM = (
    r"(?:facebook|twitter|x|instagram|youtube|whats\s?app|telegram|linkedin|tik\s?tok|google(?: news)?"
    r"|pinterest|reddit|"
    r"threads|bluesky|mastodon|snapchat|flipboard|messenger|viber|tumblr|rss|e-?mail)"
)
CHANNEL = (
    rf"(?:us on|us at|our (?:\w+ ){{0,3}}(?:newsletters?|channels?|pages?|apps?|groups?|community|feeds?"
    rf"|briefings?|alerts?|"
    rf"website|podcasts?)|(?:\w+ ){{0,2}}newsletters?|(?:to|in) your inbox|on {PLATFORM}|@\w+|preferred source)\b"
)
SHARING = frozenset(
    """
    share tweet post print email e-mail mail save copy link url pin facebook twitter x instagram youtube whatsapp
    telegram linkedin tiktok google news pinterest reddit threads bluesky mastodon flipboard messenger viber tumblr rss
    sms pocket this article story page on via to with by and or it the more options friends now send like follow
    """.split()
)
MENU = frozenset(
    """
    home news world business sport sports opinion opinions politics tech technology science health culture arts
    entertainment lifestyle travel video videos photos pictures live tv radio podcasts weather more menu search login
    subscribe register sign log in up us u.s uk europe asia africa americas americas middle east national international
    local local economy markets money features education environment about contact newsletters e-paper epaper editorial
    latest trending top stories india pakistan and my account shop jobs games magazine
    """.split()
)


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number or id", _rule(r"[\W\d_]+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\D*\d)[\da-f]{16,}")),
    ("weather", _rule(r"(?:[^\W\d]+[\s,:]+){0,4}[-−+]?\d{1,3}(?:\.\d+)?\s?(?:°|º|˚|&deg;)?\s?(?:[CF]|celsius"
        r"|fahrenheit)\b"
                      r"(?:[\s,]+[^\W\d]+){0,3}")),
    ("market ticker", _rule(r"[\w\ .&/-]{2,30}:?\ [$€£]?[\d.,]+\s?\(?[-−+][\d.]+\s?%[\w\s.&/:,|$€£()+%−-]{0,200}")),
    ("follower counter", _rule(r"[\d.,]+\s?[KMB]?\+?\s?(?:fans?|followers?|subscribers?|members?|likes?|shares?"
        r"|views?|"
                               r"reads?|reactions?|votes?)(?:\s?(?:like|follow|subscribe|join))?")),
    ("reading time", _rule(r"(?:(?:published|updated|posted|reading\ time|time\ to\ read):?\s)?(?:about\ |an?\ "
        r"|\d+)\s?"
                           r"(?:min|minute|hour|hr|day|week|month|year)s?[\s-](?:ago|read|reading(?:\ time)?"
                           r"|listen)")),
    ("reading time", _rule(r".{0,120}\b\d+[\s-]min(?:ute)?s?\s(?:read|listen)")),
    ("share buttons", _rule(rf"(?:share|tweet|pin|post|send)\ (?:on|via|to)\ {PLATFORM}[^.!?]{{0,80}}")),
    ("comment form", _rule(
        r"(?:leave|post|write|add|submit|make)\ (?:a\ |your\ )?(?:reply|comment|response)s?.{0,60}|cancel\ reply"
        r"|your\ e-?mail\ address\ will\ (?:not|never)\ be\ .*|(?:required\ )?fields\ (?:are\ )?marked\b.*"
        r"|required\ fields.*"
        r"|comments?\ (?:are|is|have\ been)\ (?:now\ )?(?:closed|disabled|turned\ off|moderated).*"
        r"|post\ comment|comments?"
        r"|(?:no|\d+)\ (?:comments?|responses?|replies|thoughts\ on\b.*)(?:\ yet)?|be\ the\ first\ to\ comment.*"
        r"|save\ my\ name,?\ e-?mail.*|(?:you\ must\ be|please)\ (?:logged|log|sign)\ ?in\ to\b.*"
        r"|log\ in\ to\ (?:reply|comment).*"
        r"|(?:view|show|load|read|see|hide|join|all)\ (?:the\ |all\ |more\ )*(?:comments?|conversation"
        r"|discussion)\b.{0,40}"
        r"|(?:name|e-?mail|website|comment)(?:\ address)?\s?\*|this\ site\ uses\ akismet.*|notify\ me\ (?:of|by"
        r"|about)\b.*"
        r"|(?:what\ do\ you\ think|have\ your\ say|let\ us\ know)\b.*\b(?:comments?|below|opinion)\b.*")),
    ("invitation to follow", _rule(
        rf"(?:also\ |please\ |you\ can\ |don['’]t\ forget\ to\ |and\ )*(?:follow|like|join|find|connect\ with"
        rf"|subscribe|sign\ up|download"
        rf"|get|install|receive|add|watch|visit|check\ out|click|tap|never\ miss|make)\b[^.!?]*\b{CHANNEL}.*"
        rf"|for\ (?:the\ |all\ )*(?:latest|more|breaking|daily|live|top)\b.*\b(?:follow|visit|subscribe|join"
        rf"|download|click|check"
        rf"|like|log\ on)\b.*|stay\ (?:tuned|updated|informed|connected|up[\ -]to[\ -]date|ahead)\b.{{0,160}}"
        rf"|(?:follow|join|like|contact|email|find)\ us(?:\ (?:on|at|here|now|today|via|:).*)?"
        rf"|(?:click|tap)\ (?:here|to)\b.*|follow\s?(?:on\ )?{PLATFORM}?|for\ more\b.{{0,80}},?\ (?:click|visit"
        rf"|read|see|go\ to)\b.*")),
    ("newsletter or subscription", _rule(
        r"(?:subscribe|sign\ ?up|sign\ in|log\ ?in|register|donate|newsletters?)(?:\ (?:now|today|here|free|for"
        r"|to|with)\b.{0,120})?"
        r"|(?:create|open)\ (?:an?\ |your\ )(?:free\ )?account.*|already\ (?:an?\ |have\ an?\ )(?:subscriber"
        r"|member|account).*"
        r"|get\ (?:unlimited|full)\ (?:digital\ )?access.*|support\ (?:our|independent|quality)\ .{0,40}journalism.*"
        r"|become\ an?\ (?:member|subscriber|supporter|patron).*|to\ (?:continue|keep)\ reading.*"
        r"|enter\ your\ e-?mail.*"
        r"|this\ (?:article|content|story)\ is\ (?:only\ |exclusively\ |for\ |reserved\ "
        r"|available\ )+.*\b(?:subscribers|members)\b.*"
        r"|thank\ you\ for\ (?:reading|signing|subscribing|visiting)\b.*|you\ have\ \d+\ (?:free\ )?articles.*"
        r"|start\ your\ .*trial.*"
        r"|(?:get|have)\ (?:the|our|all)\ .{0,80}\b(?:delivered|straight|sent)\b.*|unsubscribe\b.*"
        r"|our\ .{0,40}\bnewsletter\b.{0,80}")),
    ("cookie or legal notice", _rule(
        r"(?:we|this\ (?:web)?site|our\ (?:web)?site)(?:\ and\ our\ partners)?\ uses?\ cookies\b.*"
        r"|cookie\ (?:policy|settings|preferences|notice).*"
        r"|by\ (?:continuing|using|clicking|browsing|signing|submitting|subscribing)\b.*\b(?:you\ (?:agree"
        r"|accept|consent)|cookies|privacy)\b.*"
        r"|(?:accept|reject|manage|allow|agree)(?:\ (?:all|cookies|preferences|and|&|continue|close))*"
        r"|(?:privacy|terms)\ (?:policy|notice|of\ \w+|"
        r"(?:and|&)\ conditions)\b.{0,80}|©.*|(?:\(c\)|copyright)\s?(?:©|\(c\)|\d{4}|by\b|of\b).*"
        r"|.{0,120}\ball\ rights\ reserved\W*.{0,80}"
        r"|disclaimer\b\s?:.*|(?:the\ )?(?:views|opinions)\ (?:and\ \w+\ )?expressed\ (?:in|by|here|are|above"
        r"|on)\b.*|do\ not\ sell\b.*"
        r"|the\ .{2,40}\ is\ not\ responsible\ for\ the\ content\ of\ external\ .*|read\ (?:about"
        r"|more\ about)\ our\ (?:approach|policy).*")),
    ("advertisement", _rule(
        r"advertise?ments?|ads?|sponsored(?:\ (?:content|by\b.*|links?|post))?|promoted(?:\ content)?"
        r"|paid\ (?:content|post|partnership).*"
        r"|(?:story|article|content|text)\ continues\ (?:after|below).*|scroll\ to\ continue.*|(?:close|remove"
        r"|report)\ (?:this\ )?ads?|advertise\ with\ us")),
    ("button or notice of the page", _rule(
        r"(?:skip|jump|back|go|return|scroll)\ to\ (?:the\ )?(?:main|top|content|navigation|home|homepage|menu"
        r"|article)\b.{0,30}"
        r"|(?:toggle|open|close|show|hide|main|primary)?\s?(?:menu|navigation|search|sidebar|nav)"
        r"|loading(?:\ \w+)?\W*"
        r"|(?:please\ )?(?:enable|turn\ on)\ (?:javascript|cookies).*|(?:your\ browser|javascript)\ (?:does|is"
        r"|must|has)\b.{0,120}"
        r"|(?:this\ )?video\ (?:player\ )?(?:is\ )?(?:loading|unavailable|playing).*|(?:play"
        r"|watch)(?:\ (?:video|audio|live|now))?"
        r"|listen(?:\ to\ (?:this|the)\ (?:article|story))?(?:\W*\d.*)?|(?:view|show|see|load|read)\ (?:all"
        r"|more|less|gallery|images?)"
        r"|(?:next|previous)(?:\ (?:article|post|story|page))?|(?:page\ |image\ |photo\ )?\d+\ (?:of|/)\ \d+"
        r"|text\ size|font\ size.*|enlarge(?:\ this\ image)?"
        r"|toggle\ caption|contact\ us|about\ us|(?:found|spotted|see|report)\ (?:an?\ )?(?:typo|error|mistake"
        r"|technical\ issue)\b.{0,80}"
        r"|(?:have|got|do\ you\ have)\ (?:an?\ |any\ )?(?:news\ )?(?:tip|story|information)\b.{0,120}"
        r"|was\ this\ (?:article|page)\ helpful.*|rate\ this\b.*"
        r"|(?:open|view)\ .{0,20}\bin\ (?:fullscreen|full\ screen|new\ tab|gallery)|[^\w\s]?\s?(?:home"
        r"|breaking\ news|live\ updates?)")),
    ("related", _rule(
        r"(?:(?:also,?\ |must\ |don['’]t\ miss:?\ )?read(?:\ (?:more|also|next|too|this|our|the\ full\ story))?"
        r"|see(?:\ also)?|also\ (?:see|watch|on)|watch|listen"
        r"|related(?:\ (?:stor(?:y|ies)|articles?|news|posts?|coverage|content|links?|reading|topics?))?"
        r"|recommended|more(?:\ (?:on|from|about)[^:|]{0,40})?"
        r"|trending|suggested|up\ next|further\ reading|in\ (?:pics|pictures|photos|case\ you\ missed\ it)"
        r"|don['’]t\ miss|check\ out|more\ stories)"
        r"\s?(?:[:|»>→–—]|-\s)\s?\S.*(?<![.])|(?:read|see)\ (?:more|also|next)\b.*(?<![.])|read\ (?:more"
        r"|the\ full)\b.{0,120}\bhere\W*|also,?\ read\b.*(?<![.])"
        r"|continue\ reading\b.*")),
    ("tags", _rule(r"(?:tags?|topics?|categor(?:y|ies)|filed\ under|keywords?|posted\ in|tagged(?:\ with)?"
        r"|related\ (?:topics|tags)|section)\s?[:#]\s?.*(?<![.])"
                   r"|(?:\#\w+[\s,]*)+|tags?|topics?|categories")),
    ("picture caption", _rule(
        r"(?:photo|photograph|picture|image|file\ photo|video|pic|illustration"
        r"|representational\ image)s?(?:\ (?:credit|courtesy|source|caption|by|from))?s?"
        r"\s?(?:[:|,©/]|\ by\ ).{0,200}|image\ (?:source|caption|credit)\b.{0,200}|.{0,500}[(\[](?:(?:ap"
        r"|reuters|afp|epa|getty|pti|ani)\b[^()]{0,30}\b(?:photo|pool)|"
        r"(?:file\ )?(?:photo|image|picture)\ ?(?:by|:|credit|courtesy|/)|(?:photo|image"
        r"|picture)\b)[^()\[\]]{0,120}[)\]]"
        r"|.{0,500}(?:\b(?:AP\ Photo|EPA|AFP|Getty\ Images|REUTERS)\s?/\s?[^.]{2,60}|\bGetty\ Images"
        r"|\bvia\ (?:AP|Reuters|Getty\ Images)|/\s?File\ Photo)\W*"
        r"|file(?:\ photo|\ pic(?:ture)?|\ image)?\s?[-–—:]\s.{0,400}|(?:getty\ images|shutterstock|unsplash"
        r"|istock|ap\ photo)\b.{0,60}")),
    ("author box", _rule(
        r"(?:about\ the\ )(?:authors?|writers?|reporters?)|(?:he|she|they|the\ (?:author|writer"
        r"|reporter))\ (?:can\ be\ (?:reached|contacted|followed|found)|tweets)\b.*"
        r"|(?:e-?mail|contact|write\ to|reach|follow)\b.{0,60}\S@\S+.{0,40}|(?:the|this)\ (?:author|writer"
        r"|columnist)\ is\ .*|posts?\ by\ .{2,60}|view\ all\ posts.*"
        r"|(?:more|all|other)\ (?:articles|posts|stories)\ by\ .{2,60}")),
    ("link", _rule(r"(?:[^\s.!?]+\s){0,4}\S*(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.\w+|@\w+")),
)  # fmt: skip

COMMENTS = _rule(
    r"""(?:leave|post|write|add)\ (?:a\ |your\ )?(?:reply|comment|response)s?(?:\ (?:to|on)\b.*|\ cancel\ reply)?
    | \d+\ (?:comments?|responses?|replies|thoughts\ on\b.*)"""
)
LABEL = _rule(
    r"""\W*(?:
      (?:also|must|don['’]t\ miss)?,?\ ?read(?:\ (?:this|these|also|more|next|now|too|on))*
    | (?:see|watch|read|more)\ also|also\ (?:see|read|watch|on|in).{0,30}
    | (?:the\ |our\ |your\ )?(?:related|similar|recommended|suggested|featured|popular|trending|latest|recent
      |top|more|other|most|hot|must)
      (?:\ (?:read|reads|viewed|shared|commented|watched|popular|recent|discussed|news|stor(?:y|ies)|articles?|posts?
      |topics?|coverage|reading|content|headlines|videos?|links?|updates?|now|today|this\ week|picks|in|on|from|by
      |for\ you
      |comments)
      \b.{0,40})?
    | (?:you|readers)\ (?:may|might|could|would|will)\ (?:also\ )?(?:like|enjoy|be|have|want|love)\b.{0,60}
    | more\ (?:from|like|by)\b.{0,60}|editor['’]?s['’]?\ (?:picks?|choice)
    | what\ (?:others|people|to)\ (?:are\ )?read.{0,30}
    | in\ case\ you\ missed\ it|up\ next|further\ reading|keep\ reading|around\ the\ web|headlines|archives?|just\ in
    | from\ (?:the|our)\ (?:web|partners|archives?|network)|(?:sponsored|promoted)\ .{0,30}
    | what['’]s\ (?:new|hot|trending)
    | now\ trending
    )\W*"""
)
# Who writes for a living is introduced below an article; who is only learned may be introduced in it.
BIO = re.compile(
    r"""(?P<name>(?:[^\W\d_a-z][\w'’.-]*\ ){1,4})(?:is|covers|writes|reports|works)\b[^.“”"]{0,120}\b(?i:
      (?P<writer>contributors?|reporters?|correspondents?|editors?|journalists?|writers?|columnists?|freelancers?
      |producers?|bloggers?|intern|author)
    | analyst|fellow|professor|researcher|lecturer|commentator|photographer|student|strategist|scholar
    | for\ the|at\ the)\b[^“”"]*""",
    re.VERBOSE,
)
# Furniture is short; a longer line is running text, and the bound keeps every rule fast on hostile lines.
LONGEST = 1000
LONGEST_LABEL = 80
MENU_ITEMS = 3


def is_label(line: str) -> bool:
    """Whether the line heads a list of other articles: "Trending Now", "Also, read this", "Related News"."""
    return len(line) <= LONGEST_LABEL and not line.endswith(".") and LABEL.fullmatch(line) is not None


def reason_to_cut(line: str) -> str | None:
    """Why the line, by its own wording, is no part of an article; None where its wording does not say so."""
    if len(line) > LONGEST:
        return None
    if is_byline(line):
        return "byline"
    if is_credit(line):
        return "credit"
    for reason, rule in RULES:
        if rule.fullmatch(line):
            return reason
    if is_sentence(line):
        return None
    words = [word.lower() for word in words_of(line)]
    if (
        words
        and words[0] in SHARING - {"this", "on", "to", "by", "and", "or", "it", "the", "now", "news", "via", "with"}
        and set(words) <= SHARING
    ):
        return "share buttons"
    parts = [part.split() for part in re.split(r"\s*[|›»>•/]\s*|\s{2,}", line) if part]
    if len(parts) >= MENU_ITEMS and all(is_short(" ".join(part)) for part in parts) and is_headline(line):
        return "menu"
    if len(words) >= MENU_ITEMS and set(words) <= MENU:
        return "menu"
    pieces = [] if is_date(line) else re.split(r"\s+[|•·]\s+", line)
    return next(filter(None, map(reason_to_cut, pieces)), None) if len(pieces) > 1 else None
