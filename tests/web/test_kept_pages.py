"""Which pages are kept for the next stranger."""

import pytest

from tests import builders as a
from tests.visitor import Visitor


def kept_paths(visitor: Visitor) -> set[str]:
    pages = visitor.app.extensions["kept_pages"]._pages
    return {key[0] for key, _version in pages}


@pytest.mark.parametrize(
    "endpoint", ["pages.round", "projects.list", "projects.show", "committees.show"]
)
def test_what_everybody_may_read_is_kept(visitor: Visitor, endpoint: str) -> None:
    project = a.a_project(visitor.session, a.a_round(visitor.session, "vote"))
    values = {"number": project.number} if endpoint == "projects.show" else {}
    visitor.get(endpoint, slug=project.round.slug, **values)
    assert len(kept_paths(visitor)) == 1


@pytest.mark.parametrize("endpoint", ["people.sign_in", "pages.healthz", "pages.readyz"])
def test_what_is_for_one_reader_or_one_moment_is_not_kept(visitor: Visitor, endpoint: str) -> None:
    a.a_city(visitor.session)
    visitor.get(endpoint)
    assert not kept_paths(visitor)


def test_nothing_is_kept_of_what_somebody_signed_in_reads(visitor: Visitor) -> None:
    visitor.sign_in(a.a_person(visitor.session)).get("pages.home")
    assert not kept_paths(visitor)
