"""A form never speaks WTForms' own words: not in English on a Welsh page, and not as a machine."""

from collections.abc import Iterator
from importlib.resources import files

import polib
import pytest
from wtforms import Field, IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice, SelectFieldBase

from portal import i18n
from portal.web.forms import EditForm, PortalForm, Said

NONSENSE = "no such answer"
UPSTREAM = polib.pofile(str(files("wtforms") / "locale" / "cy" / "LC_MESSAGES" / "wtforms.po"))
THEIRS = {text for one in UPSTREAM for text in (one.msgid, one.msgid_plural, one.msgstr, *one.msgstr_plural.values())}


class Choosing(EditForm):
    """One of each field that can refuse by itself."""

    one = RadioField("One", choices=[SelectChoice("yes", "Yes")], validators=[Said("Choose yes")])
    other = RadioField("Other", choices=[SelectChoice("yes", "Yes")])
    some = SelectMultipleField("Some", choices=[SelectChoice("yes", "Yes")])
    number = IntegerField("Number")


@pytest.fixture
def sent(app):
    """Send a form and get the errors of its fields as text."""

    def send(form_class, rendering, **answers):
        with app.test_request_context("/", method="POST", data=answers):
            i18n.write_in(rendering[:2], young=rendering == "cy-ti")
            form = form_class(meta={"csrf": False})
            for field in form:
                offer(field)
            form.validate()
            return {name: [str(said) for said in all_said] for name, all_said in form.errors.items()}

    yield send
    i18n.write_in("en")


def offer(field: Field) -> None:
    if isinstance(field, SelectFieldBase) and not field.choices:
        field.choices = [SelectChoice("yes", "Yes")]


def forms(kind: type[PortalForm] = PortalForm) -> Iterator[type[PortalForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from forms(form)


def test_a_question_left_out_says_which_answer_is_wanted(sent):
    assert sent(Choosing, "en", version="0")["one"][0] == "Choose yes"
    assert sent(Choosing, "en", version="0", one=NONSENSE)["one"][0] == "Choose yes"


@pytest.mark.parametrize(
    ("rendering", "wanted"),
    [
        ("en", "Choose from the answers on this page"),
        ("cy", "Dewiswch o’r atebion ar y dudalen hon"),
        ("cy-ti", "Dewisa o’r atebion ar y dudalen hon"),
    ],
)
def test_an_answer_that_was_not_offered_is_refused_in_the_readers_language(sent, rendering, wanted):
    said = sent(Choosing, rendering, other=NONSENSE, some=[NONSENSE, "nor this"])
    assert (said["other"], said["some"]) == ([wanted], [wanted])


def test_a_version_that_is_no_number_is_the_version_of_nothing(sent):
    assert "version" not in sent(Choosing, "en", number="x", version="y")


@pytest.mark.parametrize("rendering", i18n.RENDERINGS)
def test_no_form_says_anything_of_wtforms_own(sent, rendering):
    for form in set(forms()) - {Choosing}:
        names = [name for name, _field in vars(form).items() if not name.startswith("_")]
        for answers in ({"a": "b"}, dict.fromkeys([*names, "version"], NONSENSE)):
            said = {text for texts in sent(form, rendering, **answers).values() for text in texts}
            assert not said & THEIRS, form.__name__
