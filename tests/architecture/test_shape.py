"""How the code is laid out: what a newcomer may rely on."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from portal import migrations
from portal.database import make_engine
from portal.models import Base, Circle, Note
from portal.models.base import OfFamily

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 270
SERVICES = sorted([*(ROOT / "portal" / "commands").glob("*.py"), *(ROOT / "portal" / "queries").glob("*.py")])
HEAVY = ("PIL", "weasyprint", "phonenumbers", "alembic", "granian", "huey")
OTHERWISE = {
    "account.begin_for_worker": "only the command line gives workers accounts",
    "account.frozen": "finds out who the actor is",
    "account.visit": "finds out who the actor is",
    "account.actor_of": "finds out who the actor is",
    "audit.broken": "only the command line checks the chains",
    "audit.broken_since": "only the command line checks the chains",
    "audit.count": "only the command line checks the chains",
    "audit.ends": "only the command line checks the chains",
    "circle.fill_home": "keeps circles true for other commands",
    "circle.fill_whole_family": "keeps circles true for other commands",
    "circle.give_private": "keeps circles true for other commands",
    "circle.close": "keeps circles true for other commands",
    "circle.live_apart": "asked by other commands",
    "circle.keyworker_of": "asked by other commands",
    "circle.offer_private_with": "keeps circles true for other commands",
    "consent_ending.due": "the job runner asks again before a yes ends",
    "consent_ending.ask_again": "the job runner asks again before a yes ends",
    "edit.hold": "keeps edits apart for other commands",
    "edit.still_open": "asked by other commands",
    "goal.is_in": "asked by other commands",
    "goal.has_room": "asked by other commands",
    "goal.last_rank": "asked by other commands",
    "goal.open_count": "asked by other commands",
    "goal.takes_new": "asked by other commands",
    "invitation.accept": "the one who holds the code is nobody yet",
    "invitation.count_wrong": "whoever tries a code is nobody yet",
    "invitation.person_of": "the one who holds the code is nobody yet",
    "invitation.waits": "whoever tries a code is nobody yet",
    "invitation.end": "ended by other commands",
    "knock.told": "the job runner tells of what workers asked for",
    "notice.tell": "queued by other commands",
    "notice.tell_keyworkers": "queued by other commands",
    "notice.tell_managers": "queued by other commands",
    "notice.tell_worker": "queued by other commands",
    "notice.is_frozen": "asked by the job runner",
    "notice.way_of": "asked by the job runner",
    "notice.way_to": "asked by the job runner",
    "notice.way_to_worker": "asked by the job runner",
    "parting.open_things": "asked by other commands",
    "parting.shared_circles": "asked by other commands",
    "passkey.ask_to_sign_in": "whoever signs in is nobody yet",
    "passkey.sign_in": "whoever signs in is nobody yet",
    "person.live_in": "asked by other commands",
    "share.by_key": "the one who holds a link is nobody yet",
    "share.end_all_fallen": "asked by the job runner",
    "share.end_fallen": "asked by other commands",
    "share.fallen_family": "the one who holds a link is nobody yet",
    "share.still_stands": "asked by a command, of a link that was found before",
    "share.reply": "whoever replies is nobody yet",
    "share.try_code": "whoever tries a code is nobody yet",
    "voice.keep_own": "keeps voices with their speakers for other commands",
    "prepared.run": "takes the statement first, and the actor with it",
}
"""Functions that take a session and no actor, and why."""
NO_AUDIENCE = {
    "agreement",
    "child_view",
    "judgement",
    "override",
    "override_told",
    "share",
    "child_round",
    "note",
    "notice",
    "step_move",
    "score",
    "wording",
    "first_step",
    "rating",
    "household",
    "person",
    "circle",
    "consent",
    "opening",
    "safe_contact",
}
"""Tables of a family without a circle of their own: worker-only, of one person, or seen through what they belong to."""


def sources() -> list[Path]:
    folders = ("portal", "family_views", "worker_views")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_service_takes_the_session_and_the_actor_first(path):
    strays = []
    for function in ast.parse(path.read_text()).body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
            continue
        names = [argument.arg.lstrip("_") for argument in function.args.args]
        wants_actor = names[:1] == ["db"] and names[:2] != ["db", "actor"]
        if wants_actor and f"{path.stem}.{function.name}" not in OTHERWISE and function.name != "speak":
            strays.append(function.name)
    assert strays == []


def test_no_file_is_two_things_in_one():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_is_for():
    assert [str(path) for path in sources() if not ast.get_docstring(ast.parse(path.read_text()))] == []


def test_only_the_workers_side_reads_the_table_of_notes():
    readers = {path.relative_to(ROOT).as_posix() for path in sources() if "Note" in imported(path)}
    assert readers == {"portal/commands/note.py", "portal/queries/note.py"} | {
        path for path in readers if path.startswith(("portal/demo/", "portal/models/", "worker_views/"))
    }


def test_only_the_workers_side_opens_the_reasons_that_workers_typed():
    sealed = ("entry.reason", "opening.reason", "family.hold_reason")
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if any(name in path.read_text().lower() for name in sealed)
    }
    assert readers == {
        "portal/commands/entry.py",
        "portal/commands/erasure.py",
        "portal/exchange/breach.py",
        "portal/queries/opening.py",
        "portal/queries/reason.py",
        "portal/queries/told.py",
    }


def imported(path: Path) -> set[str]:
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    return {alias.name for node in imports for alias in node.names}


def test_a_new_table_of_a_family_says_who_its_audience_is():
    tables = {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, OfFamily)}
    unsaid = {table.__tablename__ for table in tables if "circle_id" not in table.__table__.c} - NO_AUDIENCE
    assert unsaid == set()
    assert "circle_id" not in Note.__table__.c
    assert issubclass(Circle, OfFamily)


def test_no_template_trusts_what_people_typed():
    trusting = [str(path) for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text()]
    assert trusting == []


def test_every_form_that_posts_carries_the_token():
    bare = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        for form in text.split("<form")[1:]:
            body = form.partition("</form>")[0]
            if 'method="post"' in body.partition(">")[0] and "hidden_fields(" not in body and "csrf_token" not in body:
                bare.append(str(path.relative_to(ROOT)))
    assert bare == []


def test_migrations_are_what_the_models_say_and_go_back_again(unmigrated_url):
    migrations.upgrade(unmigrated_url)
    assert differences(unmigrated_url) == []
    migrations.downgrade(unmigrated_url, "base")
    migrations.upgrade(unmigrated_url)
    assert differences(unmigrated_url) == []
    assert migrations.is_current(unmigrated_url)


def differences(url: str) -> list[object]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    engine.dispose()
    return found


def test_a_migration_leans_on_nothing_that_moves_on():
    versions = (ROOT / "portal" / "migrations" / "versions").glob("*.py")
    assert [path.name for path in versions if "portal" in path.read_text()] == []


def test_heavy_libraries_are_not_loaded_with_the_application():
    script = f"import sys, portal.app; print([name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert loaded.stdout.strip() == "[]"
