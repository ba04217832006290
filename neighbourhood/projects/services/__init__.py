"""Writing projects, handing them in, taking them back and judging them."""

from neighbourhood.projects.services.categories import add_category, delete_category
from neighbourhood.projects.services.constraints import set_constraints
from neighbourhood.projects.services.review import review_project
from neighbourhood.projects.services.share import share_project, stop_sharing
from neighbourhood.projects.services.submit import submit_project, withdraw_project
from neighbourhood.projects.services.write import content_of, edit_project, write_draft

__all__ = [
    "add_category",
    "delete_category",
    "content_of",
    "edit_project",
    "review_project",
    "set_constraints",
    "share_project",
    "stop_sharing",
    "submit_project",
    "withdraw_project",
    "write_draft",
]
