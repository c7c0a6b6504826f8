"""Whose decision on sharing it is: one's own, or a child's one is responsible for."""


def test_a_young_person_who_understands_decides_and_the_parent_no_more(make, visit):
    one = make.family()
    sian, elin = make.parent(one), make.young_person(one)
    before = make.question(sian, about=elin, is_asked=False)
    make.partner(one)
    assert visit(sian).get("family.sharing.show", question_id=before.id).status == 200
    assert visit(elin).get("family.sharing.index").says("There is nothing to decide yet.")

    make.understands(elin)
    after = make.question(elin, is_asked=False)
    assert visit(elin).get("family.sharing.show", question_id=after.id).status == 200
    assert visit(sian).get("family.sharing.show", question_id=before.id).status == 404


def test_someone_of_sixteen_decides_for_themself(make, visit):
    one = make.family()
    elin = make.young_person(one, age=16)
    make.partner(one)

    assert visit(elin).get("family.sharing.index").says("About you")


def test_an_agency_seen_by_the_other_home_alone_is_not_named(make, visit):
    one = make.family()
    home_a = make.household(one, "A")
    make.parent(one, homes=(home_a,))
    gareth = make.parent(one, first_name="Gareth")
    asha = make.partner(agency=make.agency("Ysgol Gudd"))
    make.member(one, asha, circle_id=home_a.circle_id)

    assert not visit(gareth).get("family.sharing.index").says("Ysgol Gudd")


def test_the_page_is_in_welsh_and_the_purpose_as_it_was_written(make, visit):
    parent = make.parent(language="cy")
    page = visit(parent).get(
        "family.sharing.show", question_id=make.question(parent, purpose="Er mwyn helpu Macsen.").id
    )

    assert page.html.html["lang"] == "cy"
    assert page.says("Er mwyn helpu Macsen.")
    assert page.html.find("p", string="Er mwyn helpu Macsen.")["translate"] == "no"
