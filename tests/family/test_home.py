"""Home: the first page of someone in a family."""


def test_a_parent_sees_who_the_keyworker_is_and_what_happens_next(visit, make):
    parent = make.parent()
    make.step(parent.family, "Beth visits us")

    page = visit(parent).get("family.home.show")

    assert page.heading == "Hello, Siân"
    assert page.says("Beth")
    assert page.says("Beth visits us")
