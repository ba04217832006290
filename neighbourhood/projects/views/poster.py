"""The poster of a project, to print and hang up."""

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.poster import languages_of, poster_parts
from neighbourhood.projects.presenters.project_page import page_of
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_project
from neighbourhood.refusals import NotNow
from neighbourhood.web import guard, language, languages, page
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "poster/")
@guard(Action.SEE_PROJECT, load_project)
def poster(project: Project) -> Answer:
    # Its code would lead everybody else to a page that is not there.
    if not project.is_public:
        raise NotNow("poster_of_draft")
    return page(
        "projects/poster.html",
        project=page_of(project),
        round=project.round,
        parts=poster_parts(project, languages_of(project, language(), languages()), clock.now()),
    )
