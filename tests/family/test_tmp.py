from sqlalchemy import select
from portal.models import *
from portal.database import session_of
def test_x(make, visit, database):
    one = make.family()
    home_a, home_b = make.household(one, "A"), make.household(one, "B")
    sian, gareth = make.parent(one, homes=(home_a,)), make.parent(one, first_name="Gareth", homes=(home_b,))
    print(home_a, home_b)
    with session_of(database) as db:
        for c in db.scalars(select(Circle)): print(c.id, c.kind, c.household_id, [(p.person_id==sian.id, p.person_id==gareth.id) for p in db.scalars(select(CirclePerson).where(CirclePerson.circle_id==c.id))])
