"""The languages that somebody may write in."""

from neighbourhood.languages import known_languages
from neighbourhood.web import languages


def written_languages() -> list[tuple[str, str]]:
    """Return the choices of languages, as (code, own name): the city's first."""
    spoken = [(known.code, known.own_name) for known in languages()]
    # People may write in every other one that the site knows.
    spoken += [
        (code, known.own_name)
        for code, known in known_languages().items()
        if code not in dict(spoken)
    ]
    return spoken
