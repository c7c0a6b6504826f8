"""What a family wrote is stored sealed: bound to its table, column and row, under that family's own key."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from portal import clock
from portal.database import Database, session_of, unit_of_work
from portal.errors import CannotBeRead
from portal.models import Base, FamilyKey, Goal, Person
from portal.security.encryption import MasterKey
from portal.security.keys import learn_key
from portal.settings import new_secret


@pytest.fixture
def opened(database):
    """The text of a sealed column: `opened(Goal, id, "words")`, by this application's key or another's."""

    def read(model, id_, name, *, with_key_of=None, through=database):
        with session_of(through) as db:
            row = db.get_one(model, id_)
            learn_key(db, with_key_of or row.family_id)
            return getattr(row, name)

    return read


@pytest.fixture
def change(database):
    """Tamper with the tables behind the application's back."""

    def run(statement):
        with database.engine.begin() as connection:
            connection.execute(statement)

    return run


@pytest.fixture
def column(database):
    """The bytes that a column of one row holds."""

    def read(attribute, id_):
        with database.engine.connect() as connection:
            return connection.scalar(select(attribute).where(attribute.class_.id == id_))

    return read


def test_nothing_that_a_family_typed_stands_in_a_table_as_it_was_typed(make, database):
    one = make.family(name="Zwbl")
    home = make.household(one, name="Cartref zwbl", address="14 Maes zwbl, MB4 7QX")
    parent = make.parent(one, first_name="Zwbl", homes=(home,), mobile="07700 900141", email="zwbl@demo.example")
    make.score(make.goal(parent, "Bore zwbl"), parent, 3, why="Achos zwbl")
    stone = make.step(one, "Zwbl yn dod", where="Neuadd zwbl", who="Zwbl")
    make.moved(stone, clock.today() + timedelta(days=9), "Zwbl yn sâl")
    make.dropped(stone, "Dim zwbl")
    make.note(one, "Zwbl first")
    make.decision(make.question(parent, purpose="Er mwyn zwbl"))

    with database.engine.connect() as connection:
        rows = [row for table in Base.metadata.sorted_tables for row in connection.execute(table.select())]
    stored = b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)

    assert len(rows) > 20
    assert b"zwbl" not in stored.lower()
    assert b"900141" not in stored
    assert b"MB4" not in stored


def test_what_was_typed_is_read_back_as_it_was_typed(make, opened):
    words = "Cŵn, gŵyl \N{FAMILY} \N{RIGHT-TO-LEFT EMBEDDING}שלום\N{POP DIRECTIONAL FORMATTING}\nail linell"
    aim = make.goal(make.parent(), words)

    assert opened(Goal, aim.id, "words") == words


def test_the_same_words_are_never_stored_the_same_way_twice(make, column):
    parent = make.parent()
    first, second = make.goal(parent, "Cysgu"), make.goal(parent, "Cysgu")

    assert column(Goal.words, first.id) != column(Goal.words, second.id)


def test_a_sealed_text_moved_to_another_row_does_not_open(make, opened, change, column):
    parent = make.parent()
    mine, other = make.goal(parent, "Fy nod"), make.goal(parent, "Nod arall")
    change(update(Goal).where(Goal.id == other.id).values(words=column(Goal.words, mine.id)))

    assert opened(Goal, mine.id, "words") == "Fy nod"
    with pytest.raises(CannotBeRead):
        opened(Goal, other.id, "words")


def test_a_sealed_text_moved_to_another_column_does_not_open(make, opened, change, column):
    parent = make.parent(known_as="Siani")
    change(update(Person).where(Person.id == parent.id).values(school=column(Person.known_as, parent.id)))

    with pytest.raises(CannotBeRead):
        opened(Person, parent.id, "school")


def test_a_byte_changed_on_the_disk_is_noticed(make, opened, change, column):
    aim = make.goal(make.parent(), "Fy nod")
    sealed = column(Goal.words, aim.id)
    change(update(Goal).where(Goal.id == aim.id).values(words=sealed[:-1] + bytes([sealed[-1] ^ 1])))

    with pytest.raises(CannotBeRead):
        opened(Goal, aim.id, "words")


@pytest.mark.parametrize("cut", [0, 5, 13, 20])
def test_a_text_cut_short_is_refused_and_not_a_crash(make, opened, change, column, cut):
    aim = make.goal(make.parent(), "Fy nod")
    change(update(Goal).where(Goal.id == aim.id).values(words=column(Goal.words, aim.id)[:cut] or b"\x01"))

    with pytest.raises(CannotBeRead):
        opened(Goal, aim.id, "words")


def test_another_familys_key_opens_nothing(make, opened, change, database):
    mine, theirs = make.goal(make.parent(), "Fy nod"), make.goal(make.parent(), "Eu nod")
    with database.engine.connect() as connection:
        wrapped = connection.scalar(select(FamilyKey.wrapped).where(FamilyKey.id == theirs.family.id))
    with pytest.raises(CannotBeRead):
        opened(Goal, mine.id, "words", with_key_of=theirs.family.id)

    change(update(FamilyKey).where(FamilyKey.id == mine.family.id).values(wrapped=wrapped))
    with pytest.raises(CannotBeRead):
        opened(Goal, mine.id, "words")


def test_no_two_families_share_a_key(make, column, database):
    mine, theirs = make.goal(make.parent(), "Fy nod"), make.family()
    with session_of(database) as db:
        ring = learn_key(db, theirs.id)
        with pytest.raises(CannotBeRead):
            ring.open(theirs.id, "goal.words", mine.id, column(Goal.words, mine.id))


def test_a_family_whose_key_is_deleted_can_be_read_by_nobody(make, opened, change):
    aim = make.goal(make.parent(), "Fy nod")
    change(delete(FamilyKey).where(FamilyKey.id == aim.family.id))

    with pytest.raises(CannotBeRead):
        opened(Goal, aim.id, "words")


def test_another_councils_master_key_opens_nothing(make, opened, app):
    aim = make.goal(make.parent(), "Fy nod")
    stranger = Database(app.extensions["nod.settings"].database_url, MasterKey(new_secret()))

    with pytest.raises(CannotBeRead):
        opened(Goal, aim.id, "words", through=stranger)
    stranger.close()


def test_a_look_up_needs_the_master_key_and_tells_kinds_apart():
    ours, theirs = MasterKey(new_secret()), MasterKey(new_secret())

    assert ours.lookup("account.name", "elin") == ours.lookup("account.name", "elin")
    assert ours.lookup("account.name", "elin") != ours.lookup("family.ref", "elin")
    assert ours.lookup("account.name", "elin") != theirs.lookup("account.name", "elin")


def test_every_purpose_has_a_key_of_its_own():
    master = MasterKey(new_secret())
    purposes = ("wrap family keys", "look-up", "audit chain", "drafts")

    assert len({master.derived(purpose) for purpose in purposes}) == len(purposes)


def test_an_empty_text_is_stored_as_nothing(make, column, opened):
    parent = make.parent(known_as="")

    assert column(Person.known_as, parent.id) is None
    assert opened(Person, parent.id, "known_as") == ""


def test_a_text_taken_back_before_it_was_saved_reads_as_it_was_set(make, database):
    aim = make.goal(make.parent(), "Fy nod")
    with session_of(database), unit_of_work() as db:
        row = db.get_one(Goal, aim.id)
        learn_key(db, row.family_id)
        row.words = "Nod newydd"
        assert row.words == "Nod newydd"
        row.words = None
        assert row.words == ""
