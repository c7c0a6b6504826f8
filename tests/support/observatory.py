"""Scores an answer's headers as Mozilla's HTTP Observatory does.

The modifiers are those of `SCORE_TABLE` in `src/grader/charts.js` of github.com/mdn/mdn-http-observatory (commit
01b47110, read November 2026). Baseline 100; what adds points counts only where what takes points away leaves 90.
Left out: what cannot be seen in one answer, that is the preload list (+5), the way from http to https, certificates.
"""

import re
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Protocol

BASELINE, FOR_EXTRA_CREDIT = 100, 90
HALF_A_YEAR = 15_768_000

MODIFIERS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-not-implemented": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-not-found": 0,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-samesite-flag-invalid": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-header-invalid": -20,
    "sri-implemented-and-all-scripts-loaded-securely": 5,
    "sri-not-implemented-response-not-html": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "corp-implemented-with-same-origin": 10,
    "corp-implemented-with-same-site": 10,
    "corp-implemented-with-cross-origin": 0,
    "corp-not-implemented": 0,
    "corp-header-invalid": -5,
}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


class Headers(Protocol):
    """What is read of an answer's headers."""

    def get(self, name: str, default: str = "") -> str: ...
    def getlist(self, name: str) -> list[str]: ...


def score(headers: Headers, html: str = "") -> int:
    """Return the score of one answer over https."""
    points = [MODIFIERS[result] for result in results(headers, html)]
    without_extra = BASELINE + sum(one for one in points if one < 0)
    extra = sum(one for one in points if one > 0) if without_extra >= FOR_EXTRA_CREDIT else 0
    return max(without_extra + extra, 0)


def results(headers: Headers, html: str = "") -> Iterator[str]:
    """Name the result of each test, as the table does."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    yield csp(policy)
    yield cookies([SimpleCookie(one) for one in headers.getlist("Set-Cookie")])
    shares = bool(headers.get("Access-Control-Allow-Origin", ""))
    yield f"cross-origin-resource-sharing-{'implemented-with-universal-access' if shares else 'not-implemented'}"
    yield referrer(headers.get("Referrer-Policy", ""))
    yield hsts(headers.get("Strict-Transport-Security", ""))
    yield integrity(html)
    yield simple("x-content-type-options", headers.get("X-Content-Type-Options", ""), {"nosniff": "nosniff"})
    frames = {"deny": "sameorigin-or-deny", "sameorigin": "sameorigin-or-deny"}
    by_policy = "frame-ancestors" in policy
    framed = simple("x-frame-options", headers.get("X-Frame-Options", ""), frames)
    yield "x-frame-options-implemented-via-csp" if by_policy else framed
    ways = {way: f"implemented-with-{way}" for way in ("same-origin", "same-site", "cross-origin")}
    yield simple("corp", headers.get("Cross-Origin-Resource-Policy", ""), ways)


def directives(policy: str) -> Mapping[str, list[str]]:
    """Split a policy into its directives."""
    parts = [part.split() for part in policy.lower().split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


def csp(policy: Mapping[str, list[str]]) -> str:
    """Name the result of a content security policy."""
    if not policy:
        return "csp-not-implemented"
    base = policy.get("default-src", ["*"])
    script, plugins, style = (policy.get(name, base) for name in ("script-src", "object-src", "style-src"))
    broad = {"*", "http:", "https:", "data:", "blob:", "'unsafe-inline'"}
    if broad & {*script, *plugins}:
        return "csp-implemented-with-unsafe-inline"
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script:
        return "csp-implemented-with-unsafe-eval"
    if broad & {*style}:
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    forms_stay = policy.get("form-action") in (["'self'"], ["'none'"])
    strictest = base == ["'none'"] and forms_stay
    return f"csp-implemented-with-no-unsafe{'-default-src-none' if strictest else ''}"


def cookies(jars: list[SimpleCookie]) -> str:
    """Name the result of the cookies; each of ours is a session's."""
    crumbs = [crumb for jar in jars for crumb in jar.values()]
    if not crumbs:
        return "cookies-not-found"
    if not all(crumb["secure"] for crumb in crumbs):
        return "cookies-session-without-secure-flag"
    if not all(crumb["httponly"] for crumb in crumbs):
        return "cookies-session-without-httponly-flag"
    sites = {str(crumb["samesite"]).lower() for crumb in crumbs}
    if sites - {"", "lax", "strict"}:
        return "cookies-samesite-flag-invalid"
    return f"cookies-secure-with-httponly-sessions{'' if '' in sites else '-and-samesite'}"


def referrer(said: str) -> str:
    """Name the result of a referrer policy; the last one that is known counts."""
    if not said:
        return "referrer-policy-not-implemented"
    known = [one for one in re.split(r"[,\s]+", said.lower()) if one in PRIVATE | UNSAFE]
    return (
        f"referrer-policy-{'private' if known[-1] in PRIVATE else 'unsafe'}"
        if known
        else "referrer-policy-header-invalid"
    )


def hsts(said: str) -> str:
    """Name the result of strict transport security."""
    if not said:
        return "hsts-not-implemented"
    found = re.search(r"max-age=(\d+)", said)
    if not found:
        return "hsts-header-invalid"
    long = "at-least" if int(found.group(1)) >= HALF_A_YEAR else "less-than"
    return f"hsts-implemented-max-age-{long}-six-months"


def integrity(html: str) -> str:
    """Name the result of a page's scripts."""
    scripts = re.findall(r"<script[^>]*\bsrc=[^>]*>", html)
    if not html:
        return "sri-not-implemented-response-not-html"
    if not scripts:
        return "sri-not-implemented-but-no-scripts-loaded"
    if any(re.search(r"src=[\"'](?:https?:)?//", one) for one in scripts):
        return "sri-not-implemented-and-external-scripts-not-loaded-securely"
    if all("integrity=" in one for one in scripts):
        return "sri-implemented-and-all-scripts-loaded-securely"
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def simple(name: str, said: str, right: Mapping[str, str]) -> str:
    """Name the result of a header that says one word."""
    if not said:
        return f"{name}-not-implemented"
    return f"{name}-{right.get(said.strip().lower(), 'header-invalid')}"
