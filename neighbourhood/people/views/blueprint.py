"""The blueprint of the people's pages."""

from flask import Blueprint

blueprint = Blueprint("people", __name__, url_prefix="/<language>")

#: Requests of one network address; a school or a town hall has many people behind one.
RATE_LIMIT = "60 per minute; 600 per hour"
