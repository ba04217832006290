"""The blueprint of the reviewers' desk."""

from flask import Blueprint

blueprint = Blueprint("reviews_desk", __name__, url_prefix="/<language>/desk")
