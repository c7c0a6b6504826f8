"""The master key is changed while Nod serves: everything opens and is found before, meanwhile and after."""

import copy
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select

from portal import clock, rotating
from portal.app import create_app
from portal.commands import keys, second_step
from portal.database import Database, session_of, unit_of_work
from portal.errors import CannotBeRead, KeyNotNew
from portal.exchange import checkpoints
from portal.models import Account, Base, Family, FamilyKey, Invitation, KeptKey, SignInLimit
from portal.models.base import Bytes, Sealed
from portal.queries import audit
from portal.security.codes import tidy
from portal.security.encryption import MasterKey
from portal.security.identity import Shown, account_of
from portal.security.keys import keyring
from portal.security.look_ups import generation
from portal.settings import new_secret
from tests.factories import PASSWORD
from tests.support.visitors import Visit

NEW = new_secret()
ROOT = Path(__file__).resolve().parents[2]
UNTOUCHED = {
    "challenge.asked": "random, five minutes old at most",
    "draft.fields": "a day old at most, and let go when it does not open",
    "entry.hash": "the chain is not written anew; the keys of its time are kept",
    "entry.previous": "the same",
    "family.chain_hash": "the same",
    "family_key.wrapped": "wrapped anew",
    "family_key.wrapped_by": "the name of a master key",
    "kept_key.made_by": "the same",
    "kept_key.wrapped": "wrapped anew as the change begins",
    "known_device.key_hash": "a plain hash of a random key",
    "passkey.credential_id": "public",
    "passkey.public_key": "public",
    "photo.content": "a picture, not sealed",
    "session.key_hash": "a plain hash of a random key",
    "submission.digest": "compared in every form there was",
}
"""The columns of bytes that are neither look-ups nor sealed, and why."""


@pytest.fixture
def settings(app):
    """The settings of the application."""
    return app.extensions["nod.settings"]


@pytest.fixture
def served(settings):
    """Another application over the same database, with other keys: `served(new, old)`."""
    apps = []

    def serve(new, old=""):
        apps.append(create_app(settings.model_copy(update={"master_key": new, "master_key_old": old})))
        return apps[-1]

    yield serve
    for app in apps:
        app.extensions["nod.database"].close()


@pytest.fixture
def opened(settings):
    """The database with other keys: `opened(new, old)`."""
    found = []

    def open_with(new, old=""):
        found.append(Database(settings.database_url, MasterKey(new, old)))
        return found[-1]

    yield open_with
    for data in found:
        data.close()


@pytest.fixture
def county(make):
    """A few families, with people who sign in and one who is invited."""
    parents = [make.parent(first_name=name, sign_in_name=f"{name}@demo.example") for name in ("Siân", "Grace", "Mari")]
    for parent in parents:
        make.note(parent.family)
    return parents


def through(app, make):
    """The factories over the same council through another application."""
    other = copy.copy(make)
    other.database = app.extensions["nod.database"]
    return other


def rotate(data, make):
    return rotating.rotate(data, make.system.authority_id)


def signs_in(app, name):
    page = Visit(app)().post("public.sign_in", {"name": name, "password": PASSWORD})
    return page.redirected_to == "/family/"


def test_after_the_change_the_new_key_alone_opens_and_finds_everything(county, make, served, opened, settings):
    changed = rotate(opened(NEW, settings.master_key), make)
    app = served(NEW)
    one = county[0]

    assert changed.families == 3
    assert changed.look_ups == 3 + 3 + 3  # of families, of parents, of workers
    assert signs_in(app, "siân@demo.example")
    assert Visit(app)(one.family.keyworker).get("worker.case.show", ref=one.family.ref).says("Llwyd")
    assert Visit(app)(one.family.keyworker).get("worker.caseload.index", q="siân").says("Siân")
    with session_of(app.extensions["nod.database"]) as db:
        assert list(audit.broken(db)) == []


@pytest.mark.usefixtures("county")
def test_after_the_change_the_key_before_opens_and_finds_nothing(make, served, opened, settings):
    rotate(opened(NEW, settings.master_key), make)
    old = served(settings.master_key)

    with session_of(opened(NEW)) as db:
        wrapped = db.execute(select(FamilyKey.id, FamilyKey.wrapped)).first()
    with pytest.raises(CannotBeRead):
        MasterKey(settings.master_key).unwrapped(wrapped.id, wrapped.wrapped)
    with pytest.raises(CannotBeRead), session_of(old.extensions["nod.database"]):
        pass


def test_before_the_change_begins_both_keys_write_as_the_one_before(county, make, served, settings, app):
    both = served(NEW, settings.master_key)
    invited = through(both, make).parent(county[0].family, first_name="Newydd", sign_in_name="newydd")

    assert signs_in(app, "newydd")
    assert signs_in(both, "newydd")
    assert invited.family.id == county[0].family.id


def test_a_server_goes_on_all_through_it(county, make, served, opened, settings):
    both = served(NEW, settings.master_key)
    for _ in range(40):
        make.family(keyworker=county[0].family.keyworker)
    done, both_came = threading.Event(), threading.Barrier(3)

    def use(person):
        browser, answers = Visit(both)(person), []
        while not done.is_set():
            answers.append(browser.fetch("GET", "/family/").status_code)
            answers.append(200 if signs_in(both, person.name) else 0)
            if len(answers) == 2:
                both_came.wait()
        return answers

    with ThreadPoolExecutor() as threads:
        uses = [threads.submit(use, person) for person in county[:2]]
        both_came.wait()
        changed = rotate(opened(NEW, settings.master_key), make)
        late = through(both, make).parent(first_name="Hwyr", sign_in_name="hwyr")
        done.set()

    assert {answer for used in uses for answer in used.result()} == {200}
    assert changed.families == 43
    app = served(NEW)
    assert signs_in(app, "hwyr")
    assert Visit(app)(late).get("family.home.show").status == 200


def test_stopped_half_way_everything_is_found_and_it_goes_on_from_there(county, make, served, opened, settings):
    data = opened(NEW, settings.master_key)
    with session_of(data), unit_of_work() as db:
        keys.begin(db, make.system)
    with session_of(data), unit_of_work() as db:
        keys.lift_some(db, make.system, Account.__table__.c.name_lookup, None)
    half = served(NEW, settings.master_key)

    assert all(signs_in(half, parent.name) for parent in county)
    assert Visit(half)(county[0].family.keyworker).get("worker.case.show", ref=county[0].family.ref).status == 200
    again = rotate(opened(NEW, settings.master_key), make)
    assert again.families == 3
    assert rotate(opened(NEW, settings.master_key), make).families == 0
    assert all(signs_in(served(NEW), parent.name) for parent in county)


def test_an_invitation_and_a_wrong_try_are_found_after_the_change(county, make, served, opened, settings, visit):
    code = make.invitation(make.parent(county[0].family, signs_in=False))
    for _ in range(5):
        visit().post("public.sign_in", {"name": county[1].name, "password": "anghywir-iawn-2026"})
    rotate(opened(NEW, settings.master_key), make)
    app = served(NEW)

    assert Visit(app)().get("public.join", code=code).status == 200
    assert not signs_in(app, county[1].name)
    with session_of(app.extensions["nod.database"]) as db:
        for model, column in ((Invitation, "code_lookup"), (SignInLimit, "name_lookup"), (Family, "ref_lookup")):
            assert {generation(value) for value in db.scalars(select(getattr(model, column)))} == {2}


def classified():
    """What the rotation does to each column of bytes: lifts it, seals it anew, wraps it anew, or nothing, and why."""
    sealed = {
        f"{mapper.class_.__tablename__}.{name}": "under its family's key"
        for mapper in Base.registry.mappers
        for name, held in vars(mapper.class_).items()
        if isinstance(held, Sealed)
    }
    lifted = {str(column): "lifted" for column in keys.look_ups()}
    resealed = {str(column): "sealed anew" for column in keys.secrets()}
    return sealed | lifted | resealed | UNTOUCHED


def test_every_column_of_bytes_is_in_the_change_or_on_purpose_not():
    binary = {
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Bytes | LargeBinary)
    }

    assert binary == classified().keys()


def test_everything_that_the_code_seals_with_the_master_key_is_sealed_anew():
    said = {
        name
        for path in (ROOT / "portal").rglob("*.py")
        for name in re.findall(r"""(?:\.|\b)master\.seal\(\s*"([a-z_.]+)\"""", path.read_text())
    }

    assert said == {str(column) for column in keys.secrets()}


def half_way(opened, settings, make):
    """The change has begun, and nothing is lifted or sealed anew yet."""
    with session_of(opened(NEW, settings.master_key)) as _db, unit_of_work() as db:
        keys.begin(db, make.system)


def passes(app, who, code):
    browser = Visit(app)()
    browser.post("public.worker_sign_in", {"name": who.name, "password": PASSWORD})
    return browser.post("worker.second_step.show", {"code": code}).redirected_to == "/worker/"


@pytest.mark.parametrize("is_whole", [False, True], ids=["half-way", "after"])
def test_a_second_step_and_recovery_codes_go_on(make, served, opened, settings, visit, is_whole):
    beth = make.worker()
    page = visit(beth).post("worker.own_steps.recovery_codes")
    recovery = page.html.select_one("li.code").get_text()
    time_code = make.time_code(beth)
    if is_whole:
        assert rotate(opened(NEW, settings.master_key), make).secrets >= 1
    else:
        half_way(opened, settings, make)
    app = served(NEW, "" if is_whole else settings.master_key)

    assert passes(app, beth, time_code)
    assert passes(app, beth, recovery)


@pytest.mark.parametrize("is_whole", [False, True], ids=["half-way", "after"])
def test_a_permit_and_an_identity_are_known(make, served, opened, settings, database, is_whole):
    beth, shown = make.worker(), Shown("https://council.example", "beth-1", "", has_second_step=True)
    with session_of(database), unit_of_work() as db:
        account = db.get_one(Account, beth.actor.account_id)
        code = second_step.permit(db, make.system, account)
        account_of(db, replace(shown, name=beth.name))
    if is_whole:
        rotate(opened(NEW, settings.master_key), make)
    else:
        half_way(opened, settings, make)
    data = served(NEW, "" if is_whole else settings.master_key).extensions["nod.database"]

    with session_of(data), unit_of_work() as db:
        assert account_of(db, shown).id == beth.actor.account_id
        known = db.scalar(select(Account.permit_lookup).where(Account.id == beth.actor.account_id))
        assert keyring(db).master.lookup("permit.code", tidy(code)).fits(known)
        assert not keyring(db).master.lookup("permit.code", "ANOTHER").fits(known)


def test_a_form_sent_before_and_again_after_is_known_as_the_same(make, served, opened, settings, database):
    one = make.parent()
    with session_of(database), unit_of_work() as db:
        stored = bytes(keyring(db).master.lookup("submission", "words"))
    rotate(opened(NEW, settings.master_key), make)

    with session_of(served(NEW).extensions["nod.database"]) as db:
        assert one.family.id
        assert keyring(db).master.lookup("submission", "words").fits(stored)


def test_it_can_be_changed_again_and_again(county, make, served, opened, settings):
    third = new_secret()
    rotate(opened(NEW, settings.master_key), make)
    rotate(opened(third, NEW), make)
    app = served(third)

    assert all(signs_in(app, parent.name) for parent in county)
    with session_of(app.extensions["nod.database"]) as db:
        assert list(audit.broken(db)) == []
        assert db.scalar(select(func.count()).select_from(KeptKey)) == 6


@pytest.mark.usefixtures("county")
def test_a_key_that_was_in_use_before_is_refused(make, opened, settings):
    rotate(opened(NEW, settings.master_key), make)

    with pytest.raises(KeyNotNew):
        rotate(opened(settings.master_key, NEW), make)


@pytest.mark.usefixtures("county")
def test_two_keys_that_changed_places_are_noticed_before_anything_changes(make, opened, settings):
    with pytest.raises(CannotBeRead):
        rotate(opened(settings.master_key, NEW), make)
    with session_of(opened(settings.master_key)) as db:
        assert db.scalar(select(func.count()).select_from(KeptKey)) == 0


@pytest.mark.usefixtures("county")
def test_a_checkpoint_from_before_is_known_after(make, opened, settings, database, tmp_path):
    with session_of(database) as db:
        checkpoints.write(tmp_path / "before", database.master, clock.now(), audit.ends(db))
    rotate(opened(NEW, settings.master_key), make)
    data = opened(NEW)

    with session_of(data) as db:
        assert list(audit.broken_since(db, checkpoints.read(tmp_path / "before", data.master))) == []


def test_the_command_changes_the_key_and_the_copies_of_keys(nod, county, settings, tmp_path, unmigrated_url):
    assert nod("backup", tmp_path / "copy").status == 0
    done = nod("keys", "rotate", master_key=NEW, master_key_old=settings.master_key)

    assert done.status == 0
    assert done.out.startswith("Families: 3. Look-ups: ")
    assert nod("restore", tmp_path / "copy", database_url=unmigrated_url, master_key=NEW, master_key_old="").status == 0
    restored = create_app(settings.model_copy(update={"master_key": NEW, "database_url": unmigrated_url}))
    assert all(signs_in(restored, parent.name) for parent in county)
    restored.extensions["nod.database"].close()


@pytest.mark.usefixtures("county")
def test_the_command_asks_for_the_key_before(nod):
    assert nod("keys", "rotate").status == 2
