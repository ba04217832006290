"""Which language an answer is in: address, then account, then cookie, then Accept-Language, then
the city's own.
"""

from collections.abc import Sequence

COOKIE = "language"


def choose(
    usable: Sequence[str], *, wished: Sequence[str | None], accepted: Sequence[str] = ()
) -> str:
    """Return the first usable one of the wishes, then of the browser's list, then the city's own
    (the first usable).
    """
    for wish in wished:
        if wish in usable:
            return str(wish)
    for tag in accepted:
        # `fr-CA` is served in French: no two languages of the list differ by region alone.
        code = tag.replace("_", "-").split("-")[0].lower()
        if code in usable:
            return code
    # A page in some language is better than a question about languages.
    return usable[0]
