"""The step of pictures and documents: files are looked at one by one, before anything is locked
for writing; those that are refused leave the others alone.
"""

from collections.abc import Callable
from typing import IO

from neighbourhood import clock
from neighbourhood.languages import _n
from neighbourhood.permissions import Action
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import PicturesForm, pictures_form
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.pictures import documents_of, pictures_of
from neighbourhood.projects.presenters.steps import lacks_of, steps_of
from neighbourhood.projects.rules import LARGEST_DOCUMENT, Step
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import go_on, require_may_edit, show_missing
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session, takes_files
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.installation import the_uploads
from neighbourhood.web.pictures import LARGEST_PICTURE

#: More than a project takes, so that whoever chose a few too many is told which were not kept.
MOST_FILES = 10


@blueprint.route(ONE + "edit/pictures/", methods=["GET", "POST"])
@takes_files(MOST_FILES, each=LARGEST_PICTURE)
@own_transaction
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_pictures(project: Project) -> Answer:
    form = pictures_form(project)
    if not form.is_submitted():
        require_may_edit(project)
        show_missing(form, project)
    elif form.validate_on_submit() and _keep(form, project):
        return _after(form, project)
    return page(
        "projects/steps/pictures.html",
        form=form if not form.is_submitted() else pictures_form(project).take_errors(form),
        round=project.round,
        steps=steps_of(project, Step.PICTURES),
        others=[],
        is_multipart=True,
        pictures=pictures_of(project),
        documents=documents_of(project),
    )


def _after(form: PicturesForm, project: Project) -> Answer:
    is_silent = any(lack.step == Step.PICTURES for lack in lacks_of(project))
    # Whoever has just added a picture is asked what it shows before going on.
    stays = form.add.data or form.act.data or (_sent_pictures(form) and is_silent)
    if not stays:
        return go_on(project, form)
    return go(
        "projects.edit_pictures",
        slug=project.round.slug,
        number=project.number,
        anchor="kept-pictures",
    )


def _sent_pictures(form: PicturesForm) -> bool:
    return next(form.files("pictures"), None) is not None


def _keep(form: PicturesForm, project: Project) -> bool:
    """Keep the words, do what a button asks for, then take the files one by one; say whether
    nothing was refused.
    """
    # Asked first: no file is looked at for a project that takes none.
    is_fine = form.carries_out(lambda: require_may_edit(project)) and form.carries_out(
        lambda: _keep_words(form, project)
    )
    if not is_fine:
        return False
    number = 0
    for kind, take in (("pictures", _take_picture), ("documents", _take_document)):
        for name, file in form.files(kind):
            number += _takes(form, project, kind, name, file, take)
    if number:
        say(_n("%(num)s file is added.", "%(num)s files are added.", number))
    return not form.errors


def _keep_words(form: PicturesForm, project: Project) -> None:
    what, key = form.asked_act()
    who, now = actor(), clock.now()
    with short_write(is_public=True):
        services.describe_pictures(session(), project, form.texts(), actor=who, now=now)
        if what in {"up", "down"}:
            by = -1 if what == "up" else 1
            services.move_picture(session(), project, key, by=by, actor=who, now=now)
        elif what == "remove":
            services.remove_picture(session(), project, key, actor=who, now=now)
        elif what == "drop":
            services.remove_document(session(), project, key, actor=who, now=now)


def _takes(
    form: PicturesForm,
    project: Project,
    kind: str,
    name: str,
    file: IO[bytes],
    take: Callable[[Project, str, IO[bytes]], None],
) -> bool:
    try:
        rules.require_room(kind, len(getattr(project, kind)))
        take(project, name, file)
    except OSError:
        # The disk is full, or away: nothing of this file is kept.
        form.refuse_file(kind, name, Invalid("upload_not_kept"))
        return False
    except Refusal as refusal:
        form.refuse_file(kind, name, refusal)
        return False
    return True


def _take_picture(project: Project, _name: str, file: IO[bytes]) -> None:
    stored = services.store_picture(the_uploads(), file)
    with short_write(is_public=True):
        services.add_picture(session(), project, stored, actor=actor(), now=clock.now())


def _take_document(project: Project, name: str, file: IO[bytes]) -> None:
    content = file.read(LARGEST_DOCUMENT + 1)
    stored = services.store_document(the_uploads(), content, name)
    with short_write(is_public=True):
        services.add_document(session(), project, stored, actor=actor(), now=clock.now())
