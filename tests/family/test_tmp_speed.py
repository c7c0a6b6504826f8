import pytest


@pytest.mark.parametrize("n", range(15))
def test_x(visit, make, n):
    parent = make.parent()
    make.step(parent.family, "Beth visits us")
    page = visit(parent).get("family.home.show")
