"""The headers of every answer: what a browser may do with a page, and that it keeps none that is private."""

import gzip

from flask import Flask, request
from flask.wrappers import Response

from portal.settings import Settings

POLICY = "; ".join(  # noqa: FLY002 (a line a rule reads better than one string)
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR = "max-age=31536000; includeSubDomains"
SMALLEST_COMPRESSED = 500


def of_every_answer(settings: Settings) -> dict[str, str]:
    """Return the headers that go with pages, errors and static files alike."""
    return HEADERS | ({"Strict-Transport-Security": A_YEAR} if settings.is_https else {})


def init_app(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer, errors too; the static files' server puts them on its own."""
    headers = of_every_answer(settings)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return compressed(response)


def compressed(response: Response) -> Response:
    """Compress words; what comes from outside the page, such as pictures, is left as it is."""
    response.vary.add("Accept-Encoding")
    kind = response.mimetype or ""
    if (
        not (kind.startswith("text/") or "json" in kind)
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or not request.accept_encodings.quality("gzip")
        or (response.content_length or 0) < SMALLEST_COMPRESSED
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
