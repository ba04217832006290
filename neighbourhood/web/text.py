"""Text from people: plain, normalised, without signs that could flip or break a page; a small
Markdown for descriptions.
"""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

#: Controls that could turn the direction of what follows, and other invisible controls but tab and
#: line feed.
UNWANTED = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]"
)
TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "blockquote", "br", "h3", "h4"}

# From nothing upwards: no pictures, no raw HTML, no tables; what a later version adds stays off.
_markdown = MarkdownIt("zero", {"breaks": True}).enable(
    ["emphasis", "list", "link", "newline", "blockquote", "escape", "entity", "heading", "lheading"]
)


def clean(text: str | None) -> str:
    """Return the text in NFC, with Unix line ends, without unwanted controls or blanks
    around it.
    """
    unified = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    return UNWANTED.sub("", unified).strip()


def render_markdown(text: str) -> Markup:
    """Return the small Markdown as sanitised HTML; headings begin below the page's own."""
    html = _markdown.render(text)
    # A heading of a description must not stand above or beside the page's own.
    html = re.sub(r"<(/?)h([1-6])>", lambda m: f"<{m[1]}h{3 if m[2] in '12' else 4}>", html)
    # Cleaned although the parser lets no HTML through: one mistake in it must not be enough.
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return Markup(clean)  # noqa: S704
