"""A worker's own account."""

from tests.factories import PASSWORD


def test_a_worker_reads_welsh_from_now_on(visit, make):
    browser = visit(make.worker())

    page = browser.post("worker.account.language", {"code": "cy"})

    assert page.html.html["lang"] == "cy"


def test_a_new_password_signs_other_devices_out(visit, make):
    beth = make.worker()
    here, elsewhere = visit(beth), visit(beth)
    words = {"current": PASSWORD, "password": "pedair-cath-fawr-2027"}

    assert here.post("worker.account.password", words).says("Other devices are signed out")
    assert elsewhere.get("worker.caseload.index", follow=False).first_status == 303


def test_one_device_is_signed_out(visit, make):
    beth = make.worker()
    here, lost = visit(beth), visit(beth)
    here.get("worker.account.show")
    action = next(form["action"] for form in here.page.html.select("form[action*='/devices/']"))

    here.post(action, on="/worker/account")

    assert lost.get("worker.caseload.index", follow=False).first_status == 303
    assert here.get("worker.caseload.index").status == 200
