"""The console command: what it does, what it says, and how it ends (0 done, 1 refused, 2 called wrongly)."""

import pytest
from sqlalchemy import delete, func, select, update

from portal import migrations
from portal.database import Database, session_of
from portal.models import Account, Authority, Entry, Family, RecoveryCode, Worker
from tests.portal.exports import DATA, person, write_export
from tests.support.tampering import past_the_rules

GOOD = "pedwar-ci-du-2026"


def rows(database, model):
    with session_of(database) as db:
        return db.scalar(select(func.count()).select_from(model))


def added(nod, **said):
    words = {"ref": "K1", "first-name": "Beth", "last-name": "Morris", "email": "beth@council.example"}
    words |= {"role": "family_keyworker", "password": GOOD} | said
    return nod("worker", "add", *(part for name, value in words.items() for part in (f"--{name}", value)))


def test_help_lists_every_command_that_others_rely_on(nod):
    done = nod("--help")

    assert done.status == 0
    known = "migrate demo import worker audit backup restore jobs serve secrets keys family breach"
    for command in known.split():
        assert command in done.out


@pytest.mark.parametrize(
    "words", [("no-such-command",), ("import",), ("import", "/nowhere"), ("demo", "--size", "huge")]
)
def test_a_command_called_wrongly_ends_with_two(nod, words):
    assert nod(*words).status == 2


def test_an_empty_database_is_brought_up_to_date_and_a_second_time_nothing_happens(nod, unmigrated_url):
    assert nod("migrate", database_url=unmigrated_url).status == 0
    assert migrations.is_current(unmigrated_url)
    assert nod("migrate", database_url=unmigrated_url).out == "The database is up to date.\n"


def test_fresh_secrets_are_good_enough_to_start_with(nod, settings_for):
    printed = dict(line.split("=", 1) for line in nod("secrets").out.splitlines())

    assert settings_for(
        "sqlite://",
        testing=False,
        public_url="https://nod.example",
        secret_key=printed["NOD_SECRET_KEY"],
        master_key=printed["NOD_MASTER_KEY"],
    )


def test_the_demo_people_come_once(nod, database, visit):
    assert nod("demo").status == 0
    people = rows(database, Account)
    assert nod("demo").status == 0

    assert rows(database, Account) == people == 10
    assert visit("sian@demo.example").get("family.home.show").says("Siân")


def test_the_demo_people_do_not_come_where_demo_is_not_asked_for(nod, database):
    done = nod("demo", demo="0", public_url="https://nod.example")

    assert (done.status, rows(database, Account)) == (2, 0)


def test_the_demo_people_do_not_come_among_real_families(nod, make, database):
    make.family()
    done = nod("demo")

    assert (done.status, rows(database, Family)) == (1, 1)
    assert done.err.startswith("nod: RealPeopleHere: ")


def test_a_worker_is_added_and_signs_in(nod, visit, database):
    done = added(nod)

    assert (done.status, done.out) == (0, "beth@council.example can sign in.\n")
    page = visit().post("public.worker_sign_in", {"name": "beth@council.example", "password": GOOD})
    assert page.redirected_to == "/worker/second-step/begin"
    with session_of(database) as db:
        assert db.scalars(select(Worker)).one().first_name == "Beth"


@pytest.mark.parametrize("password", ["short", "passwordpassword"])
def test_a_worker_is_not_added_with_a_weak_password(nod, database, password):
    assert (added(nod, password=password).status, rows(database, Worker)) == (2, 0)


def test_a_second_worker_cannot_take_a_name(nod, database):
    added(nod)

    assert added(nod, ref="K2").status == 1
    assert rows(database, Account) == 1


def test_a_worker_who_has_left_is_signed_out_for_good(nod, visit):
    added(nod)
    browser = visit("beth@council.example")
    assert nod("worker", "left", "--ref", "K1").status == 0

    assert browser.get("/worker/").redirected_to == "/worker/sign-in"
    page = visit().post("public.worker_sign_in", {"name": "beth@council.example", "password": GOOD})
    assert page.status == 422


def test_a_worker_nobody_knows_cannot_leave(nod):
    assert nod("worker", "left", "--ref", "nobody").status == 1


def test_a_whole_audit_is_said_to_be_whole(nod, make):
    make.family()
    done = nod("audit", "verify")

    assert (done.status, done.out) == (0, "2 entries checked, 0 chains broken.\n")


def test_a_broken_audit_names_the_first_broken_entry(nod, make, database):
    one = make.family()
    with past_the_rules(database.engine) as connection:
        connection.execute(update(Entry).where(Entry.number == 2).values(action="step_added"))
    done = nod("audit", "verify")

    assert done.status == 1
    assert done.err == f"family {one.id}: entry 2: was changed\n"


def test_a_checkpoint_is_written_once_and_shows_what_was_cut_off(nod, make, database, tmp_path):
    one = make.family()
    file = tmp_path / "checkpoint"
    done = nod("audit", "checkpoint", file)
    assert (done.status, done.out.startswith(f"1 chains signed in {file}. Public key: ")) == (0, True)
    assert nod("audit", "checkpoint", file).status == 2
    assert nod("audit", "public-key").out.strip() in done.out
    assert nod("audit", "verify", "--against", file).status == 0

    with past_the_rules(database.engine) as connection:
        first = connection.execute(select(Entry.hash).where(Entry.number == 1)).scalar_one()
        connection.execute(delete(Entry).where(Entry.number > 1))
        connection.execute(update(Family).values(chain_length=1, chain_hash=first))
    assert nod("audit", "verify").status == 0
    done = nod("audit", "verify", "--against", file)
    assert (done.status, done.err) == (1, f"family {one.id}: entry 2: is missing\n")


def test_a_broken_chain_is_not_signed(nod, make, database, tmp_path):
    make.family()
    with past_the_rules(database.engine) as connection:
        connection.execute(update(Entry).where(Entry.number == 2).values(action="step_added"))

    assert nod("audit", "checkpoint", tmp_path / "checkpoint").status == 1
    assert not (tmp_path / "checkpoint").exists()


def test_a_caseload_is_taken_and_the_refused_rows_are_told(nod, database, tmp_path):
    done = nod("import", DATA / "small-with-faults", "--report", tmp_path / "refused.csv")

    assert done.status == 1
    assert "People: 42 (42 new, 0 changed, 0 as they were)" in done.out
    assert rows(database, Family) == 12
    assert len(done.err.splitlines()) + 1 == len((tmp_path / "refused.csv").read_text("utf-8-sig").splitlines())


def test_a_caseload_without_a_fault_ends_with_nought_and_is_taken_twice(nod, tmp_path):
    folder = write_export(tmp_path / "export", [person()])

    assert nod("import", folder).status == 0
    assert "Families: 1 (0 new, 0 changed, 1 as they were)" in nod("import", folder).out


def test_a_dry_run_writes_nothing_at_all(nod, database, tmp_path):
    nod("import", write_export(tmp_path / "export", [person()]), "--dry-run")

    assert (rows(database, Family), rows(database, Worker), rows(database, Authority)) == (0, 0, 0)


def test_a_copy_is_made_and_put_back(nod, make, unmigrated_url, tmp_path, database):
    make.family()
    assert nod("backup", tmp_path / "copy").status == 0
    assert nod("restore", tmp_path / "copy", database_url=unmigrated_url).status == 0

    restored = Database(unmigrated_url, database.master)
    assert rows(restored, Family) == 1
    restored.close()


def test_a_copy_without_its_keys_is_not_taken_for_whole(nod, make, unmigrated_url, tmp_path):
    make.family()
    nod("backup", tmp_path / "copy")
    (tmp_path / "nod-keys.json").unlink()
    done = nod("restore", tmp_path / "copy", database_url=unmigrated_url)

    assert done.status == 1
    assert "There is no nod-keys.json beside copy" in done.err


def test_a_copy_is_for_its_owner_alone(nod, tmp_path):
    nod("backup", tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_a_refusal_is_one_line_and_no_trace(nod, make, tmp_path):
    make.family()
    (tmp_path / "copy").write_text("mine")
    done = nod("backup", tmp_path / "copy")

    assert (done.status, done.err) == (1, "nod: NotEmpty: copy\n")


def test_a_worker_who_lost_the_second_step_sets_up_a_new_one_with_the_code_that_is_printed(nod, visit):
    added(nod)
    name = {"name": "beth@council.example", "password": GOOD}
    before = visit()
    before.post("public.worker_sign_in", name)
    done = nod("worker", "second-step", "beth@council.example")
    code = done.out.split()[-1]
    assert done.status == 0

    assert before.get("worker.second_step.begin").path == "/worker/sign-in"
    browser = visit()
    assert browser.post("public.worker_sign_in", name).says("Your second step was reset.")
    assert browser.get("worker.second_step.time_code").heading == "Set up a second step"
    assert browser.post("worker.second_step.begin", {"code": "2222-3333-4444"}).status == 422
    browser.post("worker.second_step.begin", {"code": code})
    assert browser.get("worker.second_step.time_code").heading == "Set up a time-code"

    another = visit()
    another.post("public.worker_sign_in", name)
    assert another.post("worker.second_step.begin", {"code": code}).status != 303
    assert another.get("worker.second_step.time_code").heading == "Set up a second step"


def test_a_reset_takes_away_every_second_step_and_every_session(nod, visit, make, database):
    beth = make.worker()
    browser = visit(beth)
    browser.post("worker.own_steps.recovery_codes")
    done = nod("worker", "second-step", beth.name)

    assert done.status == 0
    assert browser.get("worker.caseload.index").path == "/worker/sign-in"
    with session_of(database) as db:
        mine = db.get_one(Account, beth.account_id)
        assert mine.totp is None
        assert db.scalars(select(RecoveryCode)).all() == []


def test_nobody_is_named_who_has_no_second_step_to_reset(nod):
    added(nod)

    assert nod("worker", "second-step", "nobody@council.example").status == 1
