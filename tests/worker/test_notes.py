"""Notes: only workers see them."""


def test_a_note_is_kept_from_the_family(visit, make):
    parent = make.parent()
    words = {"words": "Ring before noon"}

    page = visit(parent.family.keyworker).post("worker.notes.index", words, ref=parent.family.ref)

    assert page.says("Ring before noon")
    assert page.says("Only workers see this")
    for endpoint in ("family.home.show", "family.next.show", "family.team.show", "family.sharing.index"):
        assert not visit(parent).get(endpoint).says("Ring before noon")


def test_an_empty_note_is_told_beside_the_box(visit, make):
    family = make.family()

    page = visit(family.keyworker).post("worker.notes.index", {"words": " "}, ref=family.ref)

    assert page.error_beside("words") == "Write a note"


def test_a_worker_changes_their_own_note_and_nobody_elses(visit, make):
    family = make.family()
    note = make.note(family)
    tom = make.worker(first_name="Tom")
    make.member(family, tom)
    address = {"ref": family.ref, "note_id": note.id}

    assert visit(family.keyworker).post("worker.notes.change", {"words": "After noon"}, **address).says("After noon")
    assert visit(tom).post("worker.notes.change", {"words": "Never"}, **address).status == 403


def test_a_note_changed_meanwhile_is_shown_beside_what_was_typed(visit, make):
    note = make.note(make.family(), "Ring before noon")
    address = {"ref": note.family.ref, "note_id": note.id}
    browser = visit(note.family.keyworker)
    form = browser.open_form("worker.notes.change", **address)
    browser.post("worker.notes.change", {"words": "Ring after noon"}, **address)

    page = browser.send(form, {"words": "Do not ring"})

    assert page.status == 409
    assert page.says("Ring after noon")
    assert page.form().value("words") == "Do not ring"


def test_a_note_of_another_family_is_not_found(visit, make):
    beth = make.worker()
    family, note = make.family(keyworker=beth), make.note(make.family(keyworker=beth))

    assert visit(beth).get("worker.notes.change", ref=family.ref, note_id=note.id).status == 404
