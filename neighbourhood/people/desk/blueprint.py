"""The blueprint of the people's desk."""

from flask import Blueprint

blueprint = Blueprint("people_desk", __name__, url_prefix="/<language>/desk")
