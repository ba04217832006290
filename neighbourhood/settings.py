"""Typed settings from the environment; every default is safe in production and fit to publish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from neighbourhood.refusals import OperatorError
from neighbourhood.uploads import uploads_at

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
#: It signs sessions and keys the counted attempts; 32 signs of hex are 128 bits.
SHORTEST_SECRET = 32
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class WeakSettings(OperatorError):
    """The settings would make an unsafe site; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides; see the table in README.md."""

    database_url: str = f"sqlite:///{INSTANCE / 'neighbourhood.db'}"
    # Never in a repr: settings end up in logs and error reports.
    secret_key: str = field(default="", repr=False)
    mail_url: str = field(default="console:", repr=False)
    sms_url: str = field(default="", repr=False)
    key_directory: Path = INSTANCE / "keys"
    sealed_directory: Path = INSTANCE / "sealed"
    uploads_url: str = f"file:{INSTANCE / 'uploads'}"
    timezone: str = ""
    ratelimit_storage_uri: str = "memory://"
    public_url: str = "http://127.0.0.1:5000"
    languages: tuple[str, ...] = ()
    trusted_proxies: int = 0
    is_testing: bool = False

    @property
    def is_on_loopback(self) -> bool:
        """Say whether the site is only for this machine, as a demo and tests are."""
        return urlsplit(self.public_url).hostname in LOOPBACK

    @property
    def is_https(self) -> bool:
        """Say whether people reach the site over https."""
        return urlsplit(self.public_url).scheme == "https"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings; raises WeakSettings where a value cannot be read."""
    chosen: dict[str, object] = {
        name: environment[name.upper()]
        for name in (
            "database_url",
            "secret_key",
            "mail_url",
            "sms_url",
            "uploads_url",
            "timezone",
            "public_url",
        )
        if environment.get(name.upper())
    }
    chosen |= {
        n: Path(environment[n.upper()]).resolve()
        for n in ("key_directory", "sealed_directory")
        if environment.get(n.upper())
    }
    if environment.get("RATELIMIT_STORAGE_URI"):
        chosen["ratelimit_storage_uri"] = environment["RATELIMIT_STORAGE_URI"]
    chosen["languages"] = tuple(
        code.strip() for code in environment.get("LANGUAGES", "").split(",") if code.strip()
    )
    proxies = environment.get("TRUSTED_PROXIES", "0")
    if not proxies.isdecimal():
        raise WeakSettings(f"TRUSTED_PROXIES must be a whole number, not {proxies!r}.")
    return Settings(**chosen, trusted_proxies=int(proxies))  # type: ignore[arg-type]


def refuse_weakness(settings: Settings) -> None:
    """Raise WeakSettings where the settings would make an unsafe public site, UnusableUploads where
    nothing could be kept.
    """
    url = urlsplit(settings.public_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise WeakSettings("PUBLIC_URL must be a full address such as https://vote.example.org.")
    # Over plain http everybody on the way reads passwords and ballots.
    if not settings.is_https and not settings.is_on_loopback:
        raise WeakSettings(
            "PUBLIC_URL is plain http on a public address: use https, or a loopback address to "
            "try things out."
        )
    if not settings.database_url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise WeakSettings("DATABASE_URL must begin with sqlite: or postgresql+psycopg:.")
    # Whoever knows its name would be served a draft's picture from there.
    if uploads_at(settings.uploads_url).folder.is_relative_to(ROOT / "static"):
        raise WeakSettings("UPLOADS_URL must not lie in the folder of static files.")
    if settings.timezone and settings.timezone not in available_timezones():
        raise WeakSettings(
            f"TIMEZONE {settings.timezone!r} is no zone of the IANA list, such as Europe/Paris."
        )
    if not settings.ratelimit_storage_uri.startswith(("memory://", "redis://", "rediss://")):
        raise WeakSettings("RATELIMIT_STORAGE_URI must be memory:// or begin with redis://.")
    if len(settings.secret_key) < SHORTEST_SECRET:
        raise WeakSettings(
            f"SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters: give one that "
            "nobody can guess."
        )
