"""Static files under names that carry their digest, compressed once, cached for good."""

import gzip
import hashlib
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from portal.settings import ROOT, Settings
from portal.web.headers import of_every_answer

SOURCE = ROOT / "static"
PREFIX = "/static/"
COMPRESSED = {".css", ".js", ".svg", ".webmanifest"}


def init_app(app: Flask, settings: Settings) -> None:
    """Build what is missing and serve it in front of the application."""
    built = settings.instance / "static"
    names = build(SOURCE, built)
    app.extensions["nod.static"] = names
    addresses, protection = served(names), of_every_answer(settings)

    def protect(headers: Headers, _path: str, _url: str) -> None:
        for name, value in protection.items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the way Flask documents
        app.wsgi_app,
        root=built,
        prefix=PREFIX,
        immutable_file_test=lambda _path, url: url in addresses,
        allow_all_origins=False,
        add_headers_function=protect,
    )


def served(names: dict[str, str]) -> set[str]:
    """Return the addresses of every built file."""
    return {PREFIX + name for name in names.values()}


def static_url(app: Flask, name: str) -> str:
    """Return the address of a static file, such as `css/nod.css`."""
    names: dict[str, str] = app.extensions["nod.static"]
    return PREFIX + names[name]


def build(source: Path, into: Path) -> dict[str, str]:
    """Copy each file to a name with its digest, beside compressed forms; return name by name."""
    names = {}
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            name = path.relative_to(source).as_posix()
            names[name] = _built(path.read_bytes(), path, into, name)
    return names


def _built(content: bytes, path: Path, into: Path, name: str) -> str:
    digest = hashlib.sha256(content).hexdigest()[:12]
    digested = f"{name.removesuffix(path.suffix)}.{digest}{path.suffix}"
    target = into / digested
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in COMPRESSED:
            _write(target.with_name(target.name + ".br"), brotli.compress(content))
            _write(target.with_name(target.name + ".gz"), gzip.compress(content, mtime=0))
        _write(target, content)
    return digested


def _write(target: Path, content: bytes) -> None:
    """Write so that another process never sees half a file."""
    half = target.with_name(f".{target.name}.half")
    half.write_bytes(content)
    half.replace(target)
