"""The page kit: what every view stands on."""

from neighbourhood.web.answers import go, page, say
from neighbourhood.web.city import CityFacts, city, languages
from neighbourhood.web.forms import BaseForm
from neighbourhood.web.guard import guard, own_transaction, takes_files, takes_up_to, writes
from neighbourhood.web.pagination import Pages, page_number
from neighbourhood.web.request import actor, language, session

__all__ = [
    "BaseForm",
    "CityFacts",
    "Pages",
    "actor",
    "city",
    "go",
    "guard",
    "language",
    "languages",
    "own_transaction",
    "page",
    "page_number",
    "say",
    "session",
    "takes_files",
    "takes_up_to",
    "writes",
]
