"""The form of all streets and postcodes of the city."""

from neighbourhood.languages import _dl
from neighbourhood.places.rules.addresses import LONGEST_LIST
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, LongText, Optional


class AddressesForm(BaseForm):
    """A list with a street or postcode and the name of its place on each line."""

    shown_again = ("addresses",)
    addresses = LongText(_dl("Streets and postcodes"), [Optional(), AtMost(LONGEST_LIST)])
