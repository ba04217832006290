"""The form of a new category."""

from neighbourhood.languages import Language, _dl
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import AtMost, Code, Required, Text
from neighbourhood.web.texts import given_texts, in_each_language


class CategoryForm(BaseForm):
    """A new category with its names."""

    shown_again = ("name",)
    slug = Code(_dl("Short name for addresses"), [Required(), AtMost(40)])

    def names(self) -> dict[str, str]:
        """Return the names that were given: {language code: name}."""
        return {code: name for code, name in given_texts(self, "name").items() if name}


def category_form() -> CategoryForm:
    """Return the form of a new category with a name in each language of the city."""
    return in_each_language(CategoryForm, languages(), name=_name)()


def _name(known: Language) -> Text:
    return Text(known.own_name, [AtMost(60)], render_kw={"lang": known.tag, "dir": known.direction})
