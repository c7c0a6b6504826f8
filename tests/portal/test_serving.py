"""What comes with a page: headers, static files, the installable app, and whether it runs."""

import re

import pytest
from sqlalchemy import text

from portal.app import create_app

OPEN = ["/", "/help-now", "/privacy", "/accessibility", "/cookies", "/sign-in", "/worker/sign-in", "/join"]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)


# --- Headers and what a browser keeps


@pytest.mark.parametrize("path", [*OPEN, "/health", "/nowhere", "/manifest.webmanifest"])
def test_every_answer_says_what_a_browser_may_do_with_it(visit, path):
    headers = visit().fetch("GET", path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


def test_pages_are_compressed_for_browsers_that_can(visit):
    plain = visit().fetch("GET", "/help-now")
    small = visit().fetch("GET", "/help-now", headers={"Accept-Encoding": "gzip"})

    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.get_data()) < len(plain.get_data()) / 2
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_static_files_are_kept_for_good_under_a_name_that_changes_with_them(visit):
    page = visit().get("/")
    (sheet,) = [str(link["href"]) for link in page.html.select("link[rel=stylesheet]")]
    answer = visit().fetch("GET", sheet, headers={"Accept-Encoding": "br"})

    assert re.fullmatch(r"/static/css/nod\.[0-9a-f]{12}\.css", sheet)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    answer.close()


@pytest.mark.parametrize(
    "path", ["/static/", "/static/nothing.css", "/static/../portal/settings.py", "/static/%2e%2e/README"]
)
def test_nothing_but_static_files_comes_from_there(visit, path):
    assert visit().fetch("GET", path).status_code == 404


# --- The installable app


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_app_is_described_in_the_language_asked_for(visit, language):
    answer = visit().fetch("GET", f"/manifest.webmanifest?lang={language}")
    described = answer.get_json(force=True)

    assert answer.mimetype == "application/manifest+json"
    assert described["lang"] == language
    assert described["start_url"]
    for icon in described["icons"]:
        assert visit().fetch("GET", icon["src"]).status_code == 200


def test_the_service_worker_keeps_static_files_and_no_page_of_anyones(visit):
    answer = visit().fetch("GET", "/service-worker.js")
    script = answer.get_data(as_text=True)

    assert answer.mimetype == "text/javascript"
    assert "Rydych chi all-lein" in script
    assert "/family" not in script
    for url in re.findall(r"/static/[\w./-]+", script):
        assert visit().fetch("GET", url).status_code == 200


# --- Health


def test_machines_are_told_that_it_runs(visit):
    assert visit().fetch("GET", "/health").get_json() == {"status": "ok"}
    assert visit().fetch("GET", "/health/ready").get_json() == {"status": "ok"}


def test_a_database_without_its_migrations_is_not_ready(settings_for, unmigrated_url):
    app = create_app(settings_for(unmigrated_url))
    answer = app.test_client().get("/health/ready")

    assert (answer.status_code, answer.get_json()) == (503, {"status": "not ready"})
    app.extensions["nod.database"].close()


def test_a_database_at_an_older_migration_is_not_ready(visit, database):
    with database.engine.begin() as connection:
        was = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    answer = visit().fetch("GET", "/health/ready")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :was"), {"was": was})

    assert answer.status_code == 503
