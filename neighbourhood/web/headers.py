"""Headers of every answer: a strict policy for content, no sniffing, no framing, no cache where it
matters.
"""

from flask import Flask, request
from werkzeug.wrappers import Response

POLICY = "; ".join(
    [
        # Whatever is not named below is refused, also what browsers learn to load later.
        "default-src 'none'",
        # No 'unsafe-inline' here or in scripts: what somebody writes into a project then runs
        # nowhere.
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        # Nobody may lay the ballot under a page of their own and lead a voter's clicks.
        "frame-ancestors 'none'",
        # A smuggled <base> would send every relative form elsewhere.
        "base-uri 'none'",
        "manifest-src 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # An address may hold the secret of a mailed link: no other site learns where one came from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
}


def init_headers(app: Flask, *, is_https: bool) -> None:
    """Put the headers on every answer of the application."""

    @app.after_request
    def add_headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            # A view may be stricter, or give a download rules of its own.
            answer.headers.setdefault(name, value)
        # Over plain http, as on one's own machine, it would lock the browser out of the site.
        if is_https:
            answer.headers.setdefault(
                "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
            )
        # What is under /static/ has its digest in the address and is kept for long.
        if not request.path.startswith("/static/"):
            answer.headers.setdefault(
                "Cache-Control", "no-store" if answer.status_code >= 400 else "private, no-cache"
            )
        return answer
