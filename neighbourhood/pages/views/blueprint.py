"""The blueprint of the public pages; some of their addresses name no language."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
