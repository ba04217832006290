"""The blueprint of the desk of places."""

from flask import Blueprint

blueprint = Blueprint("places_desk", __name__, url_prefix="/<language>/desk")
