"""The first sentence of a project."""

from neighbourhood.languages import _l
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected, ShortText
from neighbourhood.projects.rules import MOST_SENTENCE, Content, first_words
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, OneOf, Required


class BeginForm(BaseForm):
    """One sentence in any language, with which a project begins."""

    shown_again = ("title",)
    title = ShortText(
        _l("Your idea in one sentence"),
        [Required(_l("Please write your idea in one sentence.")), AtMost(MOST_SENTENCE)],
        render_kw=ANY_DIRECTION,
    )
    language = OneOf(_l("Language you write in"), [Expected()])

    def offer(self, languages: list[tuple[str, str]], own: str) -> "BeginForm":
        """Offer these languages, `own` first."""
        self.language.choices = languages
        self.language.data = self.language.data or own
        return self

    def content(self) -> Content:
        """Return what was written."""
        title, summary = first_words(self.title.data)
        return Content(title=title, summary=summary, language=self.language.data)
