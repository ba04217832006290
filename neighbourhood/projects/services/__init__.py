"""Writing projects, handing them in, taking them back and judging them."""

from neighbourhood.database import constraints
from neighbourhood.projects.services.categories import add_category
from neighbourhood.projects.services.review import review_project
from neighbourhood.projects.services.special_rules import set_special_rules
from neighbourhood.projects.services.submit import submit_project, withdraw_project
from neighbourhood.projects.services.write import content_of, edit_project, write_draft
from neighbourhood.refusals import Invalid, NotNow

constraints.register(
    {
        "uq_projects_round_id_number": (NotNow, "sent_twice"),
        "uq_projects_round_id_reference": (NotNow, "sent_twice"),
        "uq_projects_author_id_submission_key": (NotNow, "sent_twice"),
        "uq_project_versions_project_id_number": (NotNow, "changed_meanwhile"),
        "uq_categories_slug": (Invalid, "category_exists"),
    }
)

__all__ = [
    "add_category",
    "content_of",
    "edit_project",
    "review_project",
    "set_special_rules",
    "submit_project",
    "withdraw_project",
    "write_draft",
]
