"""What WTForms says by itself, said in our words and in the reader's language."""

from flask_wtf.i18n import translations as wtforms_words

from portal.i18n import lazy_gettext as _

_ONE_OF_THESE = _("Choose from the answers on this page")
_NOT_FROM_HERE = _("Something about that page was not right, so nothing was saved. Please go back and try again.")

SAID = {
    "Not a valid choice.": _ONE_OF_THESE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _ONE_OF_THESE,
    "'%(value)s' is not a valid choice for this field.": _ONE_OF_THESE,
    "'%(value)s' are not valid choices for this field.": _ONE_OF_THESE,
    "Not a valid integer value.": _NOT_FROM_HERE,
}
"""Its sentence, and ours. These are all that the kinds of fields we use can say of what was sent."""


class FormWords:
    """Looks in our words first, then in WTForms' own catalogue."""

    def gettext(self, sentence: str) -> str:
        """Return what is said instead of a sentence of WTForms."""
        return str(SAID[sentence]) if sentence in SAID else str(wtforms_words.gettext(sentence))

    def ngettext(self, one: str, many: str, num: int) -> str:
        """Return the same of a sentence with a number."""
        chosen = one if num == 1 else many
        return self.gettext(chosen) if chosen in SAID else str(wtforms_words.ngettext(one, many, num))


WORDS = FormWords()
