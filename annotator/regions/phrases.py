"""What websites write around an article: patterns for whole lines, and for the openings of what follows one.

Each is matched against one line of reflowed text, from its beginning, without regard to capitals unless it says so.
Patterns are kept narrow: a line that an article could hold by right is no match.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SHORT_LINE = 60
"""Characters of a line that can be a button or the heading of a list."""
LONG_LINE = 700
"""No pattern is tried on longer lines: they are text."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
_TIME = r"(?:\s*(?:at|,|-|\|)?\s*\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*\(?[a-z]{2,4}\)?)?)?"


class Phrase(NamedTuple):
    """A pattern, what it shows, and the longest line it may stand for."""

    pattern: re.Pattern[str]
    reason: str
    longest: int


def _whole(reason: str, *patterns: str, longest: int = SHORT_LINE) -> list[Phrase]:
    return [Phrase(re.compile(rf"(?:{p})[\s.…:!»›>|]*$", re.IGNORECASE), reason, longest) for p in patterns]


def _begins(reason: str, *patterns: str, longest: int = LONG_LINE) -> list[Phrase]:
    return [Phrase(re.compile(p, re.IGNORECASE), reason, longest) for p in patterns]


_SITES = (
    r"(?:facebook|twitter|x|whats ?app|linked ?in|reddit|e-?mail|print|telegram|pinterest|google\+?|tumblr|pocket|skype|"
    r"flipboard|messenger|instagram|youtube|rss|copy link|link|more|share|tweet|save|like|pin|buffer|digg|stumbleupon|vk)"
)
LINES: tuple[Phrase, ...] = (
    *_begins("share buttons", rf"{_SITES}(?:[\s,|/·•&+]+(?:on |via |this )?{_SITES})*[\s:»›>|]*$", longest=SHORT_LINE),
    *_whole("share buttons", r"\d+\s*(?:shares?|views?|likes?|reads?)"),
    *_whole("share buttons", r"share (?:this|on|via)\b.{0,40}", r"(?:e-?mail|print|save|tweet|pin) (?:this|it)(?: (?:article|page|post|story))?"),
    *_whole("share buttons", r"(?:click|tap) to (?:share|e-?mail|print|tweet)\b.*", r"like loading", r"like this", longest=200),
    *_whole("share buttons", r"loading\.*", r"(?:listen to (?:this )?(?:article|story)|text size|font size|reading time|bookmark)\b.{0,30}"),
    *_whole("share buttons", r"printer[- ]friendly(?: version)?.{0,40}", r"(?:%d|\d+) bloggers like this"),
    *_whole("share buttons", r"\d+ min(?:ute)?s? (?:read|ago)", r"(?:back to )?top", r"scroll (?:down|to continue).*"),
    *_whole("advertisement", r"(?:article continues (?:after|below).*|advertisements?|sponsored(?: content)?|promoted|ads? by .*)"),
    *_whole("advertisement", r"(?:story|article) continues below.*", r"report this ad", r"remove ads?"),
    *_whole("navigation", r"home\s*[>»›/|→].*", longest=200),
    *_whole("navigation", r"(?:skip|jump) to (?:main |the )?(?:content|navigation|search).*", r"(?:main |toggle )?(?:menu|navigation)"),
    *_whole("navigation", r"(?:sign|log) ?(?:in|up|out|on)(?: (?:/|or|to) .*)?", r"subscribe(?: (?:now|today|here|to .*))?", r"search(?: for)?"),
    *_whole("navigation", r"(?:previous|next|older|newer) (?:article|post|story|page|entries|posts)(?:\s*[:»«›‹→←|-].*)?", r"post navigation", longest=250),
    *_whole("navigation", r"(?:read|view|see|load|show) (?:more|all|full article|full story|next)(?: (?:articles|comments|news|posts|stories).*)?"),
    *_whole("navigation", r"continue reading.*", r"keep reading", r"click here\b.*", r"download (?:pdf|as pdf|this .*|the pdf)", longest=200),
    *_begins("origin of the text", r"(?:the post )?\S.{2,200}\bappeared first on\s\S.{1,60}$", r"read the (?:original|full|rest of the|whole|entire) (?:article|story|post|piece|report|interview|text)\b.{0,80}$", longest=300),
    *_begins("subscription form", r"are you an? (?:dedicated |regular |loyal |frequent )?(?:reader|fan|subscriber|follower)\b", r".{0,250}\b(?:one-time|monthly|tax-deductible|recurring)(?: (?:or|and) (?:one-time|monthly|recurring))? (?:donation|gift|contribution)s?\b", r"(?:please )?consider (?:a donation|donating|subscribing|supporting us|becoming a (?:member|subscriber))\b", r"our (?:free |morning |daily |weekly |evening )+(?:e-?mail|newsletter|briefing|update)s?\b", r"free (?:daily |weekly )?newsletters?\b.{0,60}$", r"privacy notice\s*:", longest=600),
    *_begins("subscription form", r"[.…\s]*we have a (?:small |special )?favou?r to ask\b", r"(?:if you (?:can|value|enjoy|like|appreciate)|help us|support (?:us|our|independent)|please support|we need your|your support)\b.{0,200}\b(?:donat\w+|subscri\w+|becom\w+ a (?:member|supporter|patron)|from (?:just|as little as))\b", longest=600),
    *_whole("navigation", r"an? (?:web ?log|blog|e-?zine|news ?letter|(?:online |web |news )+(?:magazine|journal|portal|site)) (?:on|about|of|for|covering|dedicated to) .{3,70}", longest=110),
    *_begins("navigation", r"[←⟵«‹]\s*[^»›]{2,}$", r"[^←«‹]{3,}\s[→⟶»›]$", longest=200),
    *_begins("list of links", r"(?:also read|read also|read more|read next|see also|must read|you may also (?:like|read)|related(?: (?:news|story|stories|articles?|coverage|reading))?|more on this|recommended)\s*[|:–—]\s*\S.{3,}[^.…:;]$", longest=220),
    *_whole("about the author", r"view (?:full )?profile", r"(?:guest |contributing |about the )?(?:authors?|contributors?)", r"see (?:all|more) (?:posts|articles|stories|work)? ?by .{3,40}"),
    *_begins("about the author", r"the (?:authors?|writers?) (?:would like to thank|wish(?:es)? to (?:thank|acknowledge)|thanks?|(?:is|are) (?:grateful|indebted)|acknowledges?)\b", longest=600),
    *_begins("subscription form", r"you(?:[’']ve| have) (?:read|reached|used|viewed|\d)\b.{0,60}\b(?:free|articles?)\b", r"enjoy(?:ing|ed) this (?:article|story|post|piece)\b", r"get briefed\b", r"(?:want|like) to (?:read|see) more\b.{0,80}\bsubscri", longest=250),
    *_begins("tag list", r"this (?:entry|post|article|item) (?:was|is) (?:posted|published|filed|tagged|categori[sz]ed)\b(?=.{0,400}\b(?:tagged|bookmark|permalink|categor|posted in|filed under))", r"(?:bookmark the permalink|trackbacks?\b|pingbacks?\s*:)", longest=500),
    *_begins("subscription form", r"(?:subscribe|sign up|register) (?:to|for|now|here|today)\b.{0,120}(?:newsletter|e-?mail|updates|inbox|briefing|alerts|free|channel|daily|weekly)"),
    *_begins("subscription form", r"get (?:the|our|all|more|daily|breaking)\b.{0,120}(?:inbox|newsletter|e-?mail|alerts|app)\b", r"(?:enter|type) your e-?mail"),
    *_begins("subscription form", r"(?:join|follow|like|find|connect with|visit) (?:us|me|our|the author|him|her|@)\b.{0,160}(?:facebook|twitter|instagram|telegram|whatsapp|linkedin|youtube|google|rss|@)", longest=300),
    *_begins("subscription form", r"(?:follow|like) (?-i:[A-Z@])[^,\s]*(?: [^,\s]+){0,5} on (?:facebook|twitter|instagram|telegram|whatsapp|google news)(?:,? (?:and )?follow\b|,? to (?:receive|get)\b|[.!]?$)", r"(?:support (?:our|independent|quality|us)|donate (?:to|now)|become a member|make a donation)\b.{0,120}(?:journalism|today|donat|subscri|member|reader)", longest=400),
    *_begins("by-line", rf"(?:published|posted|updated|last (?:updated|modified)|first published|created|modified|uploaded)\s*(?:on|at|:|in)?\s*:?\s*(?:[a-z]+day,?\s*)?{DATE}{_TIME}.{{0,40}}$", longest=150),
    *_begins("by-line", rf"[A-Z][\w.’'-]{{1,25}}(?: [A-Z][\w.’'-]{{1,25}}){{1,3}}\s*[|•·]\s*(?:updated|published|posted|last updated)?\s*:?\s*(?:[a-z]+day,?\s*)?{DATE}.{{0,60}}$", longest=150),
    *_begins("by-line", r"(?:posted|written|published|submitted|authored|edited|uploaded)\s+by\s+\S.{0,60}$", r"(?:authors?|editor|reporter|writer|by-?line)\s*:\s*\S.{0,80}$", r"\(?(?:additional |with )?(?:reporting|writing|editing|edited|compiled|translated|inputs?) (?:by|from)\b.{0,90}$", r"source\s*:\s*\S+(?:\s+\S+){0,3}$", longest=120),
    *_begins("origin of the text", r"(?:this|the) (?:article|piece|post|story|op-?ed|essay|commentary|analysis|interview|report|blog(?: post)?)\b.{0,40}\b(?:originally |first |previously |also )+(?:appeared|published|posted|ran|written|featured)\b", longest=400),
    *_begins("origin of the text", r"(?:an? (?:earlier |longer |shorter |different )?version of th(?:is|e) (?:article|piece|post|story|op-?ed|essay)|(?:originally|first) (?:published|posted|appeared))\b", longest=400),
    *_begins("origin of the text", r"published in (?:the |daily )?[A-Z][\w .&'’-]{2,50},\s*" + DATE, r"(?:this (?:article|post|piece) )?(?:is |was )?(?:re-?published|reposted|reproduced|syndicated|cross-?posted) (?:from|with|by|under|here|courtesy)\b", longest=400),
    *_begins("opinions disclaimer", r"(?=.{0,260}\b(?:views?|opinions?|analys[ei]s|statements?)\b.{0,60}\b(?:expressed|contained|presented)\b)(?=.{0,500}\b(?:author|writer|contributor|columnist|editor|publication|institut|web ?site|official polic|organi[sz]ation|employer|guest)|.{0,300}\bown\b)(?=.{0,450}\b(?:(?:do|does|may|need) not (?:necessarily |always )*(?:re(?:flect|present)|state|constitute|coincide|mirror)|(?:are|is|belong) (?:solely |strictly |those |exclusively |entirely |only |to )+|(?:author|writer)[’']s own)\b)(?:(?:the|all|any|\*|disclaimer|note|these|this|views?|opinions?|editor)\b|\*)", longest=600),
    *_begins("licence", r"(?:©|\(c\)|copyright\b(?! law| infring| act))\s*.{0,20}(?:\d{4}|all rights|by\b|©)", r"all rights reserved", r"no (?:part|portion) of this (?:article|publication|book|report|work|web ?site)\b", r".{0,120}\ball rights reserved\b[ .]*$", longest=400),
    *_begins("licence", r".{0,200}\bcreative commons\b.{0,40}(?:licen[sc]e|attribution|by-)", r"(?:this|the) work is licen[sc]ed under", r"(?:no part of|reproduction of) (?:this|the) (?:article|publication|book|report|work|web ?site|material|content)\b", r"(?:reproduction|republication|redistribution)\b.{0,60}\b(?:permi|prohibit|allowed)", longest=500),
    *_begins("cookie notice", r"(?=.{0,300}\bcookies\b)(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing|clicking|browsing)|to find out more|privacy|accept|manage)\b", longest=600),
    *_whole("cookie notice", r"(?:accept|reject|manage|allow)(?: all)?(?: cookies)?(?: (?:preferences|settings))?", r"(?:privacy|cookie)s?(?: (?:policy|notice|settings|preferences))?(?:\s*[|&·•-].*)?", r"terms (?:of (?:use|service)|and conditions|& conditions)(?:\s*[|&·•-].*)?", longest=120),
    *_begins("comment form", r"your (?:e-?mail )?address will not be (?:published|shared)", r"required fields are marked", r"save my (?:name|info)\b", r"notify me (?:of|by|when|via)\b", longest=300),
    *_begins("comment form", r"(?:this site uses akismet|learn how your comment data)", r"(?:please )?(?:log ?in|sign in|register|you must be logged in)\b.{0,40}\b(?:comment|reply|post)", r"please enter (?:your|an)\b", r"comments? (?:are|is|on this .{0,20} are) (?:closed|disabled|off|moderated|turned off)", longest=300),
    *_whole("comment form", r"(?:post|submit|add|write|leave|send|view|hide|show)(?: an?| your| all| the)? (?:comment|reply|response|feedback)s?\b.{0,30}", r"cancel reply", r"(?:name|e-?mail|website|comment)\s*\*(?:\s*(?:name|e-?mail|website|comment)\s*\*?)*", r"(?:be the first to comment|no comments(?: yet)?|\d+ comments?|comments? \(?\d*\)?|comments? off)\b.{0,20}"),
)  # fmt: skip
"""Lines that are never part of an article."""

_RELATED = (
    r"(?:related|similar|recommended|suggested|more|other|further|recent|latest|popular|trending|top|featured|editor[’']?s?|must|most|"
    r"also|read|see|you|we|our|from|in|on|by|this|the|for|of|your|might|may|be|interested|like|enjoy|want|to|recommend|what|next|"
    r"stories|story|articles?|posts?|news|reading|reads?|topics?|content|links?|headlines?|coverage|videos?|publications?|popular|viewed|commented|shared|"
    r"explore|these|keep|elsewhere|today|now|week|around|web|author|category|section|tags?|up|here|picks?|choice|blogs?|pieces?|analysis|commentary|opinions?|research|items|archives?)"
)
_ORIGINAL = (
    r"(?:read|more|see|the|original|originally|posted|post|here|link|source|continued|continue|reading|rest|of|this|article|from|go|to|"
    r"view|visit|follow|excerpt|taken|is|at|page|by|for|story|full|web|site|website|on|entry|blog|published|appeared|first|and|it|in|an?|"
    r"complete|entire|content|via|please|click|you|can|find|item|piece|report|news|below|there|check|out)"
)
OPENINGS: tuple[Phrase, ...] = (
    *_begins("origin of the text", rf"(?=.*\b(?:original|originally|here|link|source|rest|taken|excerpt|continued|via)\b){_ORIGINAL}(?:\s+{_ORIGINAL}){{0,9}}\s*:", longest=100),
    *_begins("comment form", r"(?:leave|write|post|add|submit|make) (?:a |your )?(?:reply|comment|response|feedback|message)\b.{0,40}$", r"(?:join|start|be part of) the (?:conversation|discussion|debate)\b", r"(?:what do you think|have your say|tell us what you think|your (?:comments?|thoughts|opinions?))[?:!. ]*$", longest=100),
    *_begins("comments", r"(?:(?:reader |user |readers?[’'] |facebook )?(?:comments|responses)\s*[(:]?\s*\d*\s*\)?|\d+ (?:comments?|responses?|replies|thoughts?|reactions?)(?: (?:on|to|so far)\b.*)?|comments? \(\d+\)|no comments(?: yet)?|(?:one|two|three|four|five) (?:thoughts?|responses?|comments?|replies) (?:on|to)\b.*|comments?\s*(?:\(\d+\))? closed)\s*:?\s*$", longest=200),
    *_begins("list of links", rf"(?=.*\b(?:related|similar|recommended|suggested|popular|trending|latest|recent|featured|like|interested|also|next|more|most|other|further|picks?|choice|recommend|coverage|archives?|keep|now|elsewhere)\b){_RELATED}(?:[\s,&/-]+{_RELATED}){{0,7}}\s*[:.…»]*\s*$", longest=70),
    *_begins("list of links", r"more (?:from|on|about|in|by) (?:the |this )?\S.{0,40}$", r"(?:see|read) also\s*:?\s*$", r"(?:topics|keywords|tags|categories|labels)\s*:?\s*$", longest=60),
    *_begins("tag list", r"(?:tags?|tagged(?: (?:as|with|in|under))?|filed under|categor(?:y|ies)|posted in|posted under|labels?|topics?|keywords?|more about|in this (?:article|story))\s*:\s*\S.{0,400}$", r"(?:tagged|filed under|posted in)\s+\S.{0,200}$", longest=420),
    *_begins("about the author", r"about (?:the |this )?(?:authors?|writers?|contributors?|us)\b.{0,20}$", r"(?:contributors?|author bio|bio|biography)\s*:?\s*$", longest=60),
    *_begins("share buttons", r"share (?:this|on|via)\b.{0,40}$", r"(?:like this|rate this|spread the (?:word|love)|share)\s*:?\s*$", longest=60),
    *_begins("list of references", r"(?:references|end ?notes|bibliography|works cited|sources|foot ?notes|citations|notes and references|notes)\s*:?\s*$", longest=40),
)  # fmt: skip
"""Lines behind which an article does not go on, if no article text follows."""

COMMENT_MARK = re.compile(
    rf"(?:.{{2,40}}\s(?:says|said|wrote|replied|commented)\s*:?\s*(?:on\s)?(?:{DATE})?.{{0,20}}$|{DATE}\s*(?:at|@|,)?\s*\d|(?:reply|report|like|permalink|log ?in to reply|recommend|upvote)s?\b.{{0,20}}$|\d+ (?:hours?|days?|weeks?|months?|years?) ago\b.{{0,30}}$)",
    re.IGNORECASE,
)
"""Lines that stand between readers' comments."""

LISTED_HEADLINE = re.compile(
    rf"(?:.*\s[-–—|]\s[^-–—|]{{2,60}}(?:\s[-–—|]\s*|\s*[\[(]\s*){DATE}.{{0,30}}$|.*[\[(]\s*{DATE}\s*[\])]\s*$|{DATE}\s*[-–—:|]\s*\S.*|.*\s[-–—|]\s*{DATE}\s*$)",
    re.IGNORECASE,
)
"""A headline of another article, with the date and often the name of its site."""

CITATION = re.compile(
    rf"(?:.*(?:https?://|www\.|doi\b|\bibid\b|\bop\.? ?cit|\baccessed\b|\bretrieved\b|\bpp?\. ?\d|\bvol\. ?\d|{DATE}|\((?:19|20)\d\d[a-z]?\))|\s*[\[(]?\d{{1,3}}[\].)]?\s)",
    re.IGNORECASE,
)
"""An entry of a list of references."""

_TRADE = (
    r"(?:journalist|writer|analyst|researcher|fellow|professor|correspondent|columnist|editor|reporter|author|lecturer|scholar|"
    r"director|student|consultant|associate|contributor|commentator|academic|ambassador|diplomat|specialist|expert|"
    r"graduate|candidate|practitioner|blogger|freelancer|lawyer|economist|historian|scientist|advisor|adviser|strategist|intern|co-?founder|founder|major|phd|mphil)s?"
)
BIOGRAPHY = re.compile(
    rf"[(*\[]{{0,3}}(?:the (?:writer|author|columnist|reporter|contributor|researcher)s?\b.{{0,30}}\b(?:is|are|was|has|have|works?|teach(?:es)?|can|holds?|served|belongs?|tweets?|writes?)\b"
    rf"|(?:about the author\s*:|(?:he|she|they) (?:can be (?:reached|contacted|followed)|tweets?|blogs?|writes? (?:for|on)|is the author))\b"
    rf"|(?-i:(?P<name>(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Brig|Gen|Lt|Col|Maj|Amb|Ambassador|Ret|Sir)\.?\s+(?:\(?[Rr]et[’'d.]*\)?\s+)?){{0,3}}[A-Z][\w.’'-]{{0,25}}(?:\s+(?:[A-Z][\w.’'-]{{0,25}}|bin|al|ul|ur|de|van|von)){{1,4}}))(?:\s*\([^)]{{0,40}}\))?,?\s+(?:is|was|works|teaches|has been|holds|serves|writes|covers|currently)\b.{{0,160}}?\b{_TRADE}\b)",
    re.IGNORECASE,
)
"""The line on an article's author; group `name` is the name, where it begins with one."""

BY_LINE = re.compile(
    r"(?:By|BY|by)\s*:?\s+(?:(?:Dr|Mr|Ms|Mrs|Prof|Professor|Brig|Gen|Lt|Col|Maj|Amb)\.?\s+)*[A-Z][\w.’'-]{0,25}(?:(?:\s+|,\s*|\s+(?:and|&)\s+|\s+(?:bin|al|ul|ur|de|van|von)\s+)[A-Z][\w.’'-]{0,25}){0,7}(?:\s*[|,•·–—-]\s*.{0,60})?\s*$"
)
"""Who wrote the article, on a line of its own."""

TEASER = re.compile(
    r"(?:also read|read also|read more|read next|see also|related|must read|watch|more)\b[^:|]{0,20}[:|]\s*\S",
    re.IGNORECASE,
)
"""A link to another article with its headline; one that may be a sentence stays inside an article."""

BRACKETS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"list of \d+ items\b", re.IGNORECASE), re.compile(r"(?:.*\s)?end of list$", re.IGNORECASE)),
    (re.compile(r"skip past .{2,60}$", re.IGNORECASE), re.compile(r"after .{2,60}$", re.IGNORECASE)),
)
"""Lines, made for readers of screens, between which a box in the article stands."""

SECTIONS = re.compile(r"(?:[\w&’' -]{2,30}?\s*[|/›»>•·→]\s*){2,6}[\w&’' -]{2,30}\s*")
"""A path through a site, or the sections under which an article stands, in one line before it."""

TICKER = re.compile(
    r"(?:breaking|latest|live|top|trending|just in|headlines|news ?flash|most (?:read|popular))(?: (?:news|now|stories|headlines|updates))?\s*[:!]?\s*",
    re.IGNORECASE,
)
"""The heading of other headlines before an article."""

_NAVIGATION_WORDS = (
    "home about contact news world opinion opinions sports sport business politics videos video photos login "
    "register search menu archive archives features blogs blog multimedia entertainment technology health "
    "lifestyle magazine e-paper epaper subscribe events publications careers donate faq sitemap analysis "
    "editorial editorials links regions region topics topic sections security economy environment culture "
    "community international national local metro asia africa europe americas people experts programs "
    "programmes podcast podcasts newsletter newsletters science travel weather jobs advertise shop store "
    "account share print support publication commentary editions issues projects team press resources "
    "language english"
)
NAVIGATION = frozenset(_NAVIGATION_WORDS.split())
"""Words that stand alone, or first, in a website's menu."""

CONTACT = re.compile(
    r"(?:(?:source\s*:?\s*)?(?:https?://|www\.)\S+|(?:e-?mail|twitter|contact|facebook|follow)\b.{0,40}\S*@\S+|@\w{2,30}|\S+@\S+\.\S{2,6})[\s.]*$",
    re.IGNORECASE,
)
"""How to reach the author."""
