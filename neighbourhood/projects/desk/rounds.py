"""The desk of projects: categories, the special rules of a round, projects on two lists."""

from collections.abc import Sequence

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.desk.blueprint import blueprint, load_project, load_round
from neighbourhood.projects.forms import (
    FirstCategoriesForm,
    ShareForm,
    category_form,
    constraints_form,
    first_categories_form,
    share_form,
)
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.presenters.rule_sentences import how_counted_in
from neighbourhood.projects.presenters.shared import twin_view
from neighbourhood.projects.words import FIRST_CATEGORIES
from neighbourhood.refusals import NotFound, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import constraints
from neighbourhood.rounds.rules.constraints import Constraints
from neighbourhood.rounds.words import SETTLED_FIRST
from neighbourhood.web import (
    BaseForm,
    actor,
    go,
    guard,
    languages,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.texts import fields_of, sentence_in


@blueprint.route("/categories/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def categories() -> Answer:
    form = category_form()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.add_category(
            session(), slug=form.slug.data, name=form.names(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The category is added."))
        return go("projects_desk.categories")
    return page(
        "projects/desk/categories.html",
        form=form,
        names=fields_of(form, "name"),
        categories=queries.all_categories(session()),
        used=queries.used_category_ids(session()),
    )


@blueprint.route("/categories/first/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def first_categories() -> Answer:
    form = first_categories_form()
    if form.validate_on_submit() and form.carries_out(lambda: _add_first(form)):
        say(_d("The categories are added, with their names in each language of the city."))
        return go("projects_desk.categories")
    return page("projects/desk/first_categories.html", form=form)


def _add_first(form: FirstCategoriesForm) -> None:
    for slug in form.kinds.data or ():
        # Kept as data from now on: the city may call them what it likes.
        names = sentence_in(languages(), FIRST_CATEGORIES[slug])
        services.add_category(session(), slug=slug, name=names, actor=actor(), now=clock.now())


def load_category(slug: str) -> Category:
    category = queries.category_by_slug(session(), slug)
    if category is None or category.edition_id is not None:
        raise NotFound
    return category


@blueprint.route("/categories/<slug>/delete/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY, load_category)
def delete_category(category: Category) -> Answer:
    if category.id in queries.used_category_ids(session()):
        raise NotNow("category_in_use")
    form = BaseForm()
    if form.validate_on_submit():
        services.delete_category(session(), category, actor=actor(), now=clock.now())
        say(_d("The category is deleted."))
        return go("projects_desk.categories")
    return page("projects/desk/delete_category.html", form=form, category=category)


@blueprint.route("/rounds/<slug>/special-rules/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def special_rules(round_: Round) -> Answer:
    now, database = queries.constraints_of(session(), round_.id), session()
    projects = queries.projects_in_state(database, round_.id, rules.PUBLIC_STATES)
    categories = categories_with_limits(queries.all_categories(database), projects, now)
    form = constraints_form(now, projects, categories)
    slugs = [category.slug for category in categories]
    if form.validate_on_submit() and form.carries_out(
        lambda: services.set_constraints(
            database,
            round_,
            form.constraints(slugs),
            known=form.known.data or "",
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_d("The special rules are saved."))
        return go("projects_desk.special_rules", slug=round_.slug)
    feasible = [project for project in projects if project.state in rules.HOPEFUL_STATES]
    return page(
        "projects/desk/special_rules.html",
        form=form,
        round=round_,
        limits=[form[f"limit_{slug}"] for slug in slugs],
        counted=how_counted_in(database, round_),
        is_understood=constraints.understands(round_.edition.rule),
        is_frozen=round_.opened_at is not None or round_.sealed_at is not None,
        is_partly_idle=rules.effective_among(now, feasible) != now,
    )


def categories_with_limits(
    categories: Sequence[Category], projects: Sequence[Project], now: Constraints
) -> list[Category]:
    """Return the categories that may have a limit: those of these projects, then those that have
    one already.
    """
    used = {project.category_id for project in projects}
    limited = dict(now.category_limits)
    unused = [category for category in categories if category.id not in used]
    return [
        *(category for category in categories if category.id in used),
        *(category for category in unused if category.slug in limited),
    ]


@blueprint.route("/rounds/<slug>/shared-projects/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def shared(round_: Round) -> Answer:
    form = _share_form(round_)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.share_project(
            session(),
            queries.project_by_id(session(), form.project.data),
            queries.project_by_id(session(), form.other.data),
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_d("The two are one project now, and it is funded once."))
        return go("projects_desk.shared", slug=round_.slug)
    return _shared_page(round_, form, BaseForm(formdata=None))


@blueprint.route("/projects/<int(max=999999999):project_id>/stop-sharing/", methods=["POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_project)
def stop_sharing(project: Project) -> Answer:
    form = BaseForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.stop_sharing(session(), project, actor=actor(), now=clock.now())
    ):
        say(_d("They are two projects again."))
        return go("projects_desk.shared", slug=project.round.slug)
    return _shared_page(project.round, _share_form(project.round), form)


def _share_form(round_: Round) -> ShareForm:
    own = queries.projects_in_state(session(), round_.id, rules.HOPEFUL_STATES)
    return share_form(own, queries.projects_of_other_levels(session(), round_))


def _shared_page(round_: Round, form: BaseForm, stop: BaseForm) -> Answer:
    twins = queries.twins_of_round(session(), round_.id)
    return page(
        "projects/desk/shared.html",
        round=round_,
        form=form,
        stop=stop,
        twins=[twin_view(twin) for twin in twins],
        first=SETTLED_FIRST[round_.edition.settled_first],
        is_frozen=round_.opened_at is not None or round_.sealed_at is not None,
    )
