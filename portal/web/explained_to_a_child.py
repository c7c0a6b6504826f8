"""The three explanations in words for a child, read alone or beside a grown-up.

Changed words are a new version in `portal.models.explained`, as for everyone.
"""

from collections.abc import Mapping

from portal.i18n import lazy_pgettext
from portal.models.explained import Explained
from portal.web.explained_words import Part, Words

FOR_A_CHILD: Mapping[Explained, Words] = {
    Explained.HELP: Words(
        lazy_pgettext("explained to a child", "Getting help"),
        lazy_pgettext("explained to a child", "We want to help you and your family."),
        (
            Part(
                "hands",
                (
                    lazy_pgettext("explained to a child", "A keyworker can come and see you."),
                    lazy_pgettext("explained to a child", "You can tell them what is good and what is hard."),
                ),
            ),
            Part(
                "speech",
                (lazy_pgettext("explained to a child", "You can say what you think. Yes is fine. No is fine."),),
            ),
            Part("sun", (lazy_pgettext("explained to a child", "We will not be cross if you say no."),)),
            Part(
                "hand",
                (
                    lazy_pgettext(
                        "explained to a child", "Are you hurt? Do you feel scared? Tell a grown-up you trust."
                    ),
                    lazy_pgettext("explained to a child", "Then we have to help you."),
                ),
            ),
        ),
    ),
    Explained.SHARING: Words(
        lazy_pgettext("explained to a child", "Telling people about you"),
        lazy_pgettext("explained to a child", "Some people can help you more if they know about you."),
        (
            Part("people", (lazy_pgettext("explained to a child", "It may be your school. It may be a nurse."),)),
            Part(
                "question",
                (
                    lazy_pgettext("explained to a child", "Most of the time, we ask first."),
                    lazy_pgettext("explained to a child", "We ask you, or a grown-up who looks after you."),
                ),
            ),
            Part(
                "speech",
                (
                    lazy_pgettext("explained to a child", "We want to know what you think."),
                    lazy_pgettext("explained to a child", "It is fine to say no. It is fine to say: I am not sure."),
                ),
            ),
            Part(
                "moved",
                (
                    lazy_pgettext("explained to a child", "We can take a yes back. Then we stop."),
                    lazy_pgettext("explained to a child", "They may still know what they read before."),
                ),
            ),
        ),
    ),
    Explained.LAW: Words(
        lazy_pgettext("explained to a child", "Keeping people safe"),
        lazy_pgettext(
            "explained to a child", "Most of the time, we ask first. At times we can tell, even if you say no."
        ),
        (
            Part(
                "hand",
                (
                    lazy_pgettext("explained to a child", "This is when you or someone else may get hurt."),
                    lazy_pgettext("explained to a child", "We tell people who can help."),
                ),
            ),
            Part("book", (lazy_pgettext("explained to a child", "The law can tell us to as well."),)),
            Part("clock", (lazy_pgettext("explained to a child", "We tell you about it when it is safe."),)),
            Part("sun", (lazy_pgettext("explained to a child", "You did nothing wrong. You can ask us why."),)),
        ),
    ),
}
"""What stands on the child's pages."""
