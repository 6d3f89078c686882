"""HTML: what a page says, where in its source, and what stands around it."""

import pytest

from rubrics.importing.lines import Shape
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable

PROSE = "<p>A long enough text, so that nothing beside it could be taken for the page's text itself.</p>"


def lines(body: str):
    made = read("page.html", f"<html><body>{body}</body></html>".encode()).lines
    return [line for line in made if line.shape is not Shape.BLANK]


def told(body: str) -> list[str]:
    return [line.text for line in lines(body) if not line.is_aside]


def test_numbers_are_those_of_the_source():
    assert [(line.number, line.text) for line in lines("<p>one\nwrapped</p>\n\n<p>\ntwo<br>three</p>")] == [
        (1, "one wrapped"),
        (5, "two"),
        (5, "three"),
    ]


def test_lists_keep_their_numbers_letters_and_depth():
    body = "<ol start=3><li>c<ol type=a><li>x</ol><li>d<li value=9>i</ol><ul><li>dot</ul>"

    assert [(line.marker, line.depth, line.text) for line in lines(body)] == [
        ("3.", 0, "c"),
        ("a)", 1, "x"),
        ("4.", 0, "d"),
        ("9.", 0, "i"),
        ("-", 0, "dot"),
    ]


def test_headings_terms_and_bold_paragraphs_are_told():
    found = lines("<h3>Head</h3><p><b>Bold?</b></p><p>not <b>all</b></p><dl><dt>Term</dt><dd>Said</dd></dl>")

    assert [(line.text, line.depth, line.is_strong) for line in found] == [
        ("Head", 3, False),
        ("Bold?", 0, True),
        ("not all", 0, False),
        ("Term", 0, True),
        ("Said", 0, False),
    ]


def test_tables_are_rows_and_layout_is_not():
    rows = "<tr><th>Topic<th>Pitfall</tr><tr><td>a<td><p>b</p><p>c</p></tr>"
    found = lines(f"<table>{rows}</table><table><tr><td>frame<table>{rows}</table></td></tr></table>")

    assert [line.cells for line in found] == [
        ("Topic", "Pitfall"),
        ("a", "b\nc"),
        (),
        ("Topic", "Pitfall"),
        ("a", "b\nc"),
    ]


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Home</nav>",
        "<header>Home</header>",
        "<footer>Home</footer>",
        "<aside>Home</aside>",
        "<form><label>Home</label></form>",
        "<button>Home</button>",
        "<noscript>Home</noscript>",
        '<div role="navigation">Home</div>',
        '<div class="site-menu">Home</div>',
        '<ul id="breadcrumbs"><li>Home</ul>',
    ],
)
def test_what_stands_around_the_text_is_listed_as_aside(around):
    aside, text = lines(around + PROSE)

    assert (aside.text, aside.is_aside, text.is_aside) == ("Home", True, False)


@pytest.mark.parametrize(
    "body",
    [
        "<article><header><h1>Home</h1></header></article>",
        "<button aria-expanded=false>Home</button>",
        "<h3><button>Home</button></h3>",
        "<div hidden>Home</div>",
        "<section class=navigation-systems>Home</section>",
    ],
)
def test_what_only_looks_so_is_text(body):
    assert told(body + PROSE)[0] == "Home"


def test_a_form_around_the_whole_page_is_no_aside():
    assert len(told(f"<form>{PROSE}</form>")) == 1


def test_scripts_styles_and_comments_say_nothing():
    assert told(
        "<style>p {}</style><script>'<p>no</p>'</script><!-- no --><template>no</template><p>yes"
    ) == ["yes"]


def test_preformatted_text_is_code():
    assert [(line.shape, line.text) for line in lines("<pre>x = 1\n  y = 2</pre>")] == [
        (Shape.CODE, "x = 1"),
        (Shape.CODE, "  y = 2"),
    ]


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "Что такое дрейф?"), ("iso-8859-1", "Qu’est-ce".replace("’", "'") + " é")],
)
def test_a_declared_encoding_is_believed(charset, text):
    page = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'.encode(charset)

    assert read("page.html", page).lines[0].text == text


def test_entities_of_its_own_are_not_expanded():
    declared = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
    page = f"{declared}<html><body><p>Text &x; &y;</p></body></html>".encode()

    assert "root:" not in " ".join(line.text for line in read("page.html", page).lines)


@pytest.mark.parametrize(
    "unit", ["<!--", "<a ", '<a b="', "<b>", "<li>", "<table><tr><td>", "<![CDATA[", "&#"]
)
def test_hostile_markup_ends(unit):
    try:
        read("page.html", b"<html><body><p>text</p>" + unit.encode() * 30_000)
    except Unimportable as refused:
        assert refused.message.endswith(".")  # noqa: PT017 -- either way is right, a crash is not


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><nav>Home</nav></html>", "<html>"])
def test_a_page_without_text_is_refused_unless_navigation_is_all_there_is(page):
    if "Home" in page:
        assert [line.text for line in read("p.html", page.encode()).lines] == ["Home"]
    else:
        with pytest.raises(Unimportable, match="holds no text"):
            read("p.html", page.encode())
