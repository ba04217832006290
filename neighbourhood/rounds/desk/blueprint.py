"""The blueprint of the desk of editions and rounds."""

from flask import Blueprint

blueprint = Blueprint("rounds_desk", __name__, url_prefix="/<language>/desk")
