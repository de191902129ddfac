"""The two judges of HTML say the same: Telegram's own parser (tdjson) and ours, for where it is missing."""

import html
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from tests.tools.standin.markup import HAS_TDJSON, Formatted, parse_with_tdjson
from tests.tools.standin.ownmarkup import MarkupError, parse

if not HAS_TDJSON:
    pytest.skip("tdjson, the judge of all HTML, is not installed", allow_module_level=True)

REFUSED = [
    "<b>x",
    "<b>x</i>",
    "<p>",
    "<br>",
    "<br/>",
    "<h1>x</h1>",
    "<ul><li>x</li></ul>",
    "a < b",
    "</b>",
    "<b",
    "<",
    "x<",
    "é<",
    "<>",
    "</>",
    "</",
    "<\n>",
    "<!-- x -->",
    "<b>x</",
    "<b>x</ b>",
    "<b>x</b x>",
    "<b>x</b",
    "<b />x</b>",
    '<b "x">y</b>',
    "<b =x>y</b>",
    "<b x",
    "<b x ",
    "<b ",
    "<b x=",
    '<b x="',
    '<b x="1"',
    '<b x="1" ',
    "<b x=1",
    "<b x=a/b>y</b>",
    "<a href=https://example.org>y</a>",
    "<span>x</span>",
    '<span class="x">x</span>',
    "<i>x<b>y</i></b>",
    "<b><i>x</b></i>",
    "&#55296;",
    "ü<b>😀</i>",
]
ACCEPTED = [
    "",
    "plain text & more > less",
    "<b></b>",
    "<b>x</>",
    "<B>x</b  >",
    "<b>x</B>",
    "<b>a</b><b>b</b>",
    "<b><b>x</b></b>",
    "<b><strong>x</strong>y</b>",
    "<i>é<u>😀</u></i><s>x</s><del>y</del><strike>z</strike><ins>w</ins><em>v</em>",
    "<b x y=1 z='2'>q</b>",
    "<code>a<b>x</b></code>",
    "<pre>a</pre>",
    '<pre><code class="language-python">x</code></pre>',
    '<pre><code class="language-python">x</code> </pre>',
    "<pre><code>x</code></pre>",
    '<code class="language-python">x</code>',
    "<blockquote>a<blockquote>b</blockquote></blockquote>",
    "<blockquote expandable>a</blockquote>",
    '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
    "&lt;&gt;&amp;&quot;&#65;&#x42;&#67&ltx&lt=&lt;",
    "&nbsp;&pound;&apos;&LT;&amp;amp;&#0;&#x110000;&#00000065;&#0000000065;&;&#;&#x;",
    '<a href="https://example.org">x</a>',
    '<a href="https://example.org/a?b=c&amp;d=&quot;e&lt=3#f">x<b>y</b></a>',
    "<a href='https://example.org/a b'>x</a>",
    '<a HREF="https://example.org">x</a>',
    '<a href="https://a.uk" href="https://b.uk/c">x</a>',
    '<a href="example.org">x</a>',
    '<a href="http://EXAMPLE.org:8080/X">x</a>',
    '<a href="http://127.0.0.1:8080/x">x</a>',
    '<a href="//example.org/x">x</a>',
    '<a href="/rel">x</a>',
    '<a href="ftp://example.org">x</a>',
    '<a href="tel:+441708">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="http://localhost/x">x</a>',
    '<a href="https://nodot/x">x</a>',
    '<a href="https:/example.org">x</a>',
    '<a href=" https://example.org">x</a>',
    '<a href="https://example.org:99999/a">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<a href="">x</a>',
    '<a href="">example.org</a>',
    "<a>https://example.org/y</a>",
    '<a href="https://example.org"></a>',
    "<a href=x>y</a>",
]


def told(judge: Callable[[str], tuple[str, tuple[dict[str, object], ...]]], text: str) -> object:
    """What a judge says of the text: its reason to refuse it, or the text and entities."""
    try:
        return Formatted(*judge(text))
    except MarkupError as error:
        return str(error)


@every_example("text", REFUSED)
def test_both_judges_refuse_it_for_the_same_reason(text: str) -> None:
    assert isinstance(told(parse_with_tdjson, text), str)
    assert told(parse, text) == told(parse_with_tdjson, text)


@every_example("text", ACCEPTED)
def test_both_judges_read_the_same(text: str) -> None:
    assert isinstance(told(parse_with_tdjson, text), Formatted)
    assert told(parse, text) == told(parse_with_tdjson, text)


@pytest.mark.parametrize("tag", ["tg-emoji", "tg-time"])
def test_our_own_judge_refuses_the_two_tags_no_message_of_ours_uses(tag: str) -> None:
    with pytest.raises(MarkupError, match="Unsupported start tag"):
        parse(f"<{tag}>x</{tag}>")


TAGS = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"]
ANY_SIGN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # `codec` tries to encode each sign
HOSTS = st.from_regex(r"[a-z0-9]{1,12}(\.[a-z]{2,6}){1,2}", fullmatch=True)
PATHS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), max_size=20)
escaped = st.text(ANY_SIGN, max_size=20).map(html.escape)
links = st.builds(
    lambda host, path, inner: f'<a href="{html.escape(f"https://{host}/{path}")}">{inner}</a>',
    HOSTS,
    PATHS,
    escaped,
)
messages = st.recursive(
    escaped | links,
    lambda inner: (
        st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(TAGS),
            st.lists(inner, max_size=3),
        )
        | st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=8,
)


@given(messages)
def test_both_judges_agree_on_escaped_texts_in_our_tags(text: str) -> None:
    assert isinstance(told(parse, text), Formatted)
    assert told(parse, text) == told(parse_with_tdjson, text)


scraps = st.sampled_from(["<", ">", "/", "</", "b", "a", "i", " ", "=", '"', "'", "&", "&lt;", "é", "href", "x", "<b>"])


@given(st.lists(scraps, max_size=12).map("".join))
def test_both_judges_agree_on_rubbish(text: str) -> None:
    assert told(parse, text) == told(parse_with_tdjson, text)


@given(st.text(ANY_SIGN))
def test_escaping_gives_back_exactly_what_was_escaped(text: str) -> None:
    assert parse(html.escape(text)) == (text, ())


def test_without_any_library_the_stand_in_still_judges() -> None:
    """`-S` leaves out every installed package, tdjson among them."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.tools.standin.markup import HAS_TDJSON, parse_html\n"
        "import tests.tools.standin\n"
        "print(HAS_TDJSON, parse_html('<b>x</b>').text)\n"
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-S", "-c", program, root]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False x\n"
