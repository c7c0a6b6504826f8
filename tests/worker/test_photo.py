"""A worker's photograph: what is taken, what is left of it, and who sees it."""

import uuid
import zlib
from datetime import timedelta
from io import BytesIO
from struct import pack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import clock
from portal.errors import PictureRefused
from portal.models.words import MemberFunction
from portal.security import pictures
from tests.pages import Page
from tests.support.visitors import HOST, PHONE

PLACE = "/worker/account/photo"


def picture(kind="JPEG", size=(600, 400), **how):
    """A photograph: red above, blue below, so that it shows which way up it is."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def with_place():
    """A photograph that lies on its side and says where and when it was taken, and by whom."""
    told = Image.Exif()
    told[0x0112], told[0x0131], told[0x013B] = 6, "Camera of 12 Heol y Castell", "Beth Morris"
    told.get_ifd(0x8825)[2] = (52.0, 25.0, 1.0)
    return picture(exif=told, comment=b"taken at home")


def chunk(name, content):
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def bomb():
    """A PNG of a few hundred kilobytes that would be 2.7 GB in memory."""
    header = chunk(b"IHDR", pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(50_000_000))) + chunk(b"IEND", b"")


@pytest.fixture
def put_up():
    """Send a file as a worker does, and read what comes back."""

    def send(browser, content, name="me.jpg", path=PLACE):
        form = browser.open_form(PLACE)
        fields = {key: values[0] for key, values in form.fields.items() if key != "photo"}
        if content is not None:
            fields["photo"] = FileStorage(BytesIO(content), name)
        answer = browser.client.post(
            path,
            base_url=HOST,
            headers={"User-Agent": PHONE, "Accept-Language": "en"},
            data=encode_multipart(fields, boundary="edge")[1],
            content_type="multipart/form-data; boundary=edge",
            buffered=True,
        )
        if answer.status_code == 303:
            return browser.get(answer.location)
        return Page(answer, path)

    return send


def face(browser, path):
    """The address of the first photograph on a page; empty where there is none."""
    found = browser.get(path).html.select_one("img.face")
    return str(found["src"]) if found else ""


# --- Putting one up


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("JPEG", "A.JPG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_worker_puts_up_a_photograph_and_the_family_sees_it(visit, make, put_up, kind, name):
    parent = make.parent()
    beth = visit(parent.family.keyworker)

    page = put_up(beth, picture(kind), name)
    answer = visit(parent).fetch("GET", face(visit(parent), "/family/"))

    assert page.said == "Saved. Your families see your photograph now."
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(answer.data)) as shown:
        assert (shown.format, shown.size) == ("WEBP", (192, 192))
    assert len(answer.data) < 6_000


def test_it_stands_wherever_the_worker_does(visit, make, put_up):
    parent = make.parent()
    family, beth = parent.family, visit(parent.family.keyworker)
    make.note(family)
    put_up(beth, picture())

    for browser, path in [
        (visit(parent), "/family/"),
        (visit(parent), "/family/team"),
        (beth, f"/worker/families/{family.ref}/"),
        (beth, f"/worker/families/{family.ref}/team"),
        (beth, f"/worker/families/{family.ref}/as/{parent.id}"),
    ]:
        assert face(browser, path).startswith("/photo/"), path


def test_a_photograph_is_turned_upright_and_tells_nothing_but_the_face(visit, make, put_up):
    beth = visit(make.worker())
    sent = with_place()
    assert b"Heol y Castell" in sent
    put_up(beth, sent)

    kept = beth.fetch("GET", face(beth, PLACE)).data

    with Image.open(BytesIO(kept)) as shown:
        assert dict(shown.getexif()) == {}
        assert shown.info.keys().isdisjoint({"exif", "xmp", "icc_profile", "comment"})
        left, right = shown.convert("RGB").getpixel((20, 96)), shown.convert("RGB").getpixel((170, 96))
    assert (left[2] > 150, right[0] > 150) == (True, True)  # it lay on its side: what was above is now at the right
    assert not any(word in kept for word in (b"Heol", b"Beth", b"taken", b"EXIF", b"GPS"))


def test_a_transparent_picture_gets_a_white_ground():
    made = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(made, "PNG")

    with Image.open(BytesIO(pictures.face_from(made.getvalue(), "a.png"))) as shown:
        assert min(shown.convert("RGB").getpixel((25, 25))) > 250


# --- What is refused, with a sentence beside the field

REFUSED = {
    "nothing": (b"", "me.jpg"),
    "an svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "me.svg"),
    "an svg by another name": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "me.png"),
    "a gif": (picture("GIF"), "me.gif"),
    "a gif by another name": (picture("GIF"), "me.jpg"),
    "a bitmap": (picture("BMP"), "me.png"),
    "a tiff": (picture("TIFF"), "me.jpg"),
    "a jpeg that is called png": (picture("JPEG"), "me.png"),
    "a picture that is called a page": (picture("JPEG"), "me.html"),
    "a picture without an ending": (picture("JPEG"), "me"),
    "two endings": (picture("JPEG"), "me.jpg.php"),
    "half a jpeg": (picture("JPEG")[:1500], "me.jpg"),
    "half a png": (picture("PNG", size=(900, 900))[:300], "me.png"),
    "half a webp": (picture("WEBP")[:60], "me.webp"),
    "a jpeg that is a page": (picture("JPEG", comment=b"<script>alert(1)</script>"), "me.jpg"),
    "a jpeg with a page behind it": (picture("JPEG") + b"<!DOCTYPE html><body onload=alert(1)>", "me.jpg"),
    "a jpeg that is an archive": (picture("JPEG") + b"PK\x05\x06" + bytes(18), "me.jpg"),
    "a png that is a program": (picture("PNG") + b"<?php system($_GET[0]); ?>", "me.png"),
    "a pdf": (b"%PDF-1.7 " + picture("JPEG"), "me.jpg"),
    "a bomb": (bomb(), "me.png"),
    "too many pixels": (picture("PNG", size=(4000, 4000)), "me.png"),
    "one pixel high": (picture("PNG", size=(500, 1)), "me.png"),
    "a script": (b"alert(1)", "me.webp"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused_in_a_sentence_beside_the_field(visit, make, put_up, case):
    beth = visit(make.worker())

    page = put_up(beth, *REFUSED[case])

    assert page.status == 422
    assert page.error_beside("photo").startswith("This file cannot be used")
    assert face(beth, PLACE) == ""


def test_a_form_without_a_photograph_asks_for_one(visit, make, put_up):
    page = put_up(visit(make.worker()), None)

    assert (page.status, page.error_beside("photo")) == (422, "Choose a photograph")


def test_a_file_of_nine_megabytes_is_refused_before_it_is_read(visit, make, put_up):
    assert put_up(visit(make.worker()), picture() + bytes(9_000_000)).status == 413
    assert put_up(visit(make.worker()), picture() + bytes(2_000_000), path="/worker/account/language").status == 413


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")]), st.data())
def test_a_damaged_file_is_refused_or_made_anew_and_nothing_else_happens(kind, data):
    content = bytearray(picture(kind[0], size=(40, 30)))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = pictures.face_from(bytes(content), f"a{kind[1]}")
    except PictureRefused:
        return
    with Image.open(BytesIO(made)) as shown:
        assert (shown.format, shown.size) == ("WEBP", (192, 192))


# --- Who sees it


def test_a_photograph_is_seen_by_no_other_family_and_by_nobody_without_a_sign_in(visit, make, put_up):
    parent = make.parent()
    beth = visit(parent.family.keyworker)
    put_up(beth, picture())
    address, never = face(beth, PLACE), f"/photo/{uuid.uuid4()}"

    stranger, nobody = visit(make.parent()), visit()

    assert visit(make.worker()).fetch("GET", address).status_code == 200
    assert stranger.fetch("GET", address).status_code == 404
    assert stranger.fetch("GET", address).data == stranger.fetch("GET", never).data
    assert nobody.get(address, follow=False).redirected_to == "/sign-in"


def test_a_photograph_goes_from_a_familys_sight_with_the_place_on_the_team(visit, make, put_up):
    family = make.family()
    parent, tom = make.parent(family), make.worker(first_name="Tom")
    make.member(family, tom, from_on=clock.today() + timedelta(days=1))
    put_up(visit(tom), picture())
    address = face(visit(tom), PLACE)

    assert visit(parent).fetch("GET", address).status_code == 404
    make.member(family, make.worker(), function=MemberFunction.LEAD_ADULTS)
    make.absence(family.keyworker, cover=tom)
    assert visit(parent).fetch("GET", address).status_code == 200
    assert face(visit(parent), "/family/") == address


def test_who_does_not_see_a_worker_on_the_team_does_not_see_the_photograph(visit, make, put_up):
    family = make.family()
    home = make.household(family)
    mother, father = make.parent(family, homes=(home,)), make.parent(family, first_name="Gareth")
    adviser = make.worker(first_name="Nia")
    make.member(family, adviser, circle_id=home.circle_id)
    put_up(visit(adviser), picture())
    address = face(visit(adviser), PLACE)

    assert visit(mother).fetch("GET", address).status_code == 200
    assert visit(father).fetch("GET", address).status_code == 404


# --- Taking it down, and one's own only


def test_a_photograph_is_taken_down_again(visit, make, put_up):
    parent = make.parent()
    beth = visit(parent.family.keyworker)
    put_up(beth, picture())
    address = face(beth, PLACE)

    page = beth.post("worker.account.remove_photo", on=PLACE)

    assert page.said == "Your photograph is gone. Your initials stand in its place."
    assert beth.fetch("GET", address).status_code == 404
    assert face(visit(parent), "/family/") == ""


def test_a_new_photograph_takes_the_place_of_the_old_one_under_a_new_address(visit, make, put_up):
    beth = visit(make.worker())
    put_up(beth, picture())
    before = face(beth, PLACE)
    put_up(beth, picture("PNG"), "again.png")

    assert face(beth, PLACE) not in ("", before)
    assert beth.fetch("GET", before).status_code == 404


def test_a_worker_changes_only_their_own_photograph(visit, make, put_up):
    beth, dai = visit(make.worker()), visit(make.worker(first_name="Dai"))
    put_up(beth, picture())
    address = face(beth, PLACE)

    put_up(dai, picture("PNG"), "dai.png")
    dai.post("worker.account.remove_photo", on=PLACE)

    assert beth.fetch("GET", address).status_code == 200


def test_a_worker_reads_the_page_in_welsh(visit, make, put_up):
    page = put_up(visit(make.worker(), "cy"), b"GIF89a", "me.gif")

    assert page.heading == "Eich ffotograff"
    assert page.error_beside("photo").startswith("Ni allwn ddefnyddio’r ffeil hon")
