"""Tables of projects: categories, projects, authors, cost lines, versions of a text, reviews."""

from neighbourhood.projects.models.authors import JoinRequest, ProjectAuthor
from neighbourhood.projects.models.carriers import CarrierRequest
from neighbourhood.projects.models.categories import Category
from neighbourhood.projects.models.merges import Merge, MergeConsent, MergeMember
from neighbourhood.projects.models.pictures import ProjectDocument, ProjectPicture
from neighbourhood.projects.models.prices import PriceItem
from neighbourhood.projects.models.projects import CostLine, Project
from neighbourhood.projects.models.reviews import Appeal, Review
from neighbourhood.projects.models.versions import (
    PlainCost,
    PlainDocument,
    PlainPicture,
    PlainVersion,
    ProjectVersion,
)

__all__ = [
    "Appeal",
    "CarrierRequest",
    "Category",
    "CostLine",
    "FirstSentence",
    "Merge",
    "MergeConsent",
    "MergeMember",
    "PlainCost",
    "PlainDocument",
    "PlainPicture",
    "PlainVersion",
    "PriceItem",
    "JoinRequest",
    "Project",
    "ProjectAuthor",
    "ProjectDocument",
    "ProjectPicture",
    "ProjectVersion",
    "Review",
]
