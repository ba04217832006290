"""Weak settings stop the start with a sentence that says what to do."""

import pytest

from neighbourhood import create_app
from neighbourhood.languages.known import UnusableLanguage
from neighbourhood.settings import ROOT, Settings, WeakSettings, from_environment, refuse_weakness
from neighbourhood.uploads import UnusableUploads

GOOD = {"SECRET_KEY": "x" * 40}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter"),
        ({"PUBLIC_URL": "http://vote.example.org"}, "plain http"),
        ({"PUBLIC_URL": "vote.example.org"}, "full address"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"TRUSTED_PROXIES": "two"}, "TRUSTED_PROXIES"),
        ({"UPLOADS_URL": f"file:{ROOT}/static/uploads"}, "folder of static files"),
        ({"TIMEZONE": "Mars/Olympus"}, "TIMEZONE"),
    ],
)
def test_weak_settings_are_refused(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(WeakSettings, match=sentence):
        refuse_weakness(from_environment(GOOD | given))


@pytest.mark.parametrize("url", ["s3://bucket", "https://store.example.org", "/srv", "file:"])
def test_only_a_folder_can_keep_uploads(url: str) -> None:
    with pytest.raises(UnusableUploads, match="UPLOADS_URL must begin with file:"):
        refuse_weakness(from_environment(GOOD | {"UPLOADS_URL": url}))


def test_good_settings_pass() -> None:
    settings = from_environment(
        GOOD
        | {"PUBLIC_URL": "https://vote.example.org", "LANGUAGES": "fr, ar", "TRUSTED_PROXIES": "1"}
    )
    refuse_weakness(settings)
    assert (
        settings.is_https,
        settings.is_on_loopback,
        settings.languages,
        settings.trusted_proxies,
    ) == (True, False, ("fr", "ar"), 1)


def test_secrets_are_not_shown() -> None:
    assert "hidden-secret" not in repr(
        Settings(secret_key="hidden-secret", mail_url="smtp://u:hidden-secret@host")
    )


def test_an_unknown_language_stops_the_start() -> None:
    with pytest.raises(UnusableLanguage, match="xx"):
        create_app(Settings(secret_key="x" * 40, database_url="sqlite://", languages=("fr", "xx")))
