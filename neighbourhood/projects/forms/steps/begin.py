"""The first sentence of a project."""

from typing import ClassVar

from neighbourhood.languages import _l
from neighbourhood.projects.forms.language import LanguageForm
from neighbourhood.projects.forms.parts import ANY_DIRECTION, ShortText
from neighbourhood.projects.rules import MOST_SENTENCE, Content, first_words
from neighbourhood.web.fields import AtMost, Required


class BeginForm(LanguageForm):
    """One sentence in any language, with which a project begins."""

    shown_again: ClassVar[tuple[str, ...]] = ("title",)
    title = ShortText(
        _l("Your idea in one sentence"),
        [Required(_l("Please write your idea in one sentence.")), AtMost(MOST_SENTENCE)],
        render_kw=ANY_DIRECTION,
    )

    def offer(self) -> "BeginForm":
        """Offer the languages, the reader's first."""
        self.offer_languages("")
        return self

    def content(self) -> Content:
        """Return what was written."""
        title, summary = first_words(self.title.data)
        return Content(title=title, summary=summary, language=self.language.data)
