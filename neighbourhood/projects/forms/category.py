"""The forms of new categories: one of the city's own, or some to start from."""

from neighbourhood.languages import Language, _dl
from neighbourhood.projects.words import FIRST_CATEGORIES
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import AtMost, Code, Required, SomeOf, Text
from neighbourhood.web.texts import given_texts, in_each_language


class CategoryForm(BaseForm):
    """A new category with its names."""

    shown_again = ("name",)
    slug = Code(_dl("Short name for addresses"), [Required(), AtMost(40)])

    def names(self) -> dict[str, str]:
        """Return the names that were given: {language code: name}."""
        return {code: name for code, name in given_texts(self, "name").items() if name}


class FirstCategoriesForm(BaseForm):
    """Some categories to start from, all of them ticked."""

    kinds = SomeOf(_dl("Categories"), [Required(_dl("Tick at least one category."))])


def first_categories_form() -> FirstCategoriesForm:
    """Return the form of the categories to start from."""
    form = FirstCategoriesForm(data={"kinds": list(FIRST_CATEGORIES)})
    form.kinds.choices = list(FIRST_CATEGORIES.items())
    return form


def category_form() -> CategoryForm:
    """Return the form of a new category with a name in each language of the city."""
    return in_each_language(CategoryForm, languages(), name=_name)()


def _name(known: Language) -> Text:
    return Text(known.own_name, [AtMost(60)], render_kw={"lang": known.tag, "dir": known.direction})
