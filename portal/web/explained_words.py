"""The three explanations in words for anyone of nine or older.

Changed words are a new version in `portal.models.explained`: people agreed to what they read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.i18n import lazy_pgettext
from portal.models.explained import Explained


@dataclass(frozen=True, slots=True)
class Part:
    """One idea: a picture, a few sentences, sometimes a heading and a list."""

    icon: str
    lines: tuple[str, ...] = ()
    heading: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One explanation."""

    title: str
    lead: str
    parts: tuple[Part, ...]


PLAIN: Mapping[Explained, Words] = {
    Explained.HELP: Words(
        lazy_pgettext("explained", "Getting help"),
        lazy_pgettext("explained", "We would like to help you. You choose if you want that."),
        (
            Part(
                "hands",
                (
                    lazy_pgettext("explained", "A keyworker comes to see you and listens."),
                    lazy_pgettext("explained", "You make a plan with them, one step at a time."),
                ),
                lazy_pgettext("explained", "What you get"),
            ),
            Part(
                "speech",
                (
                    lazy_pgettext("explained", "You can say yes. You can say no. You can stop at any time."),
                    lazy_pgettext("explained", "If you say no, nothing else changes. You can say yes later on."),
                ),
                lazy_pgettext("explained", "Yes or no"),
            ),
            Part(
                "person",
                (
                    lazy_pgettext(
                        "explained",
                        "A grown-up says it for themself. "
                        "So does a young person who is old enough, or who knows what it means.",
                    ),
                    lazy_pgettext(
                        "explained",
                        "For a younger child, someone with parental responsibility says it. "
                        "We want to hear the child too.",
                    ),
                ),
                lazy_pgettext("explained", "Who says yes or no"),
            ),
            Part(
                "share",
                (
                    lazy_pgettext(
                        "explained", "A yes to help is not a yes to sharing. We ask you about sharing on its own."
                    ),
                ),
                lazy_pgettext("explained", "Help is not sharing"),
            ),
            Part(
                "hand",
                (
                    lazy_pgettext("explained", "If someone may be badly hurt, the law says that we must act."),
                    lazy_pgettext("explained", "That is so if you say yes, and if you say no."),
                ),
                lazy_pgettext("explained", "One thing stays the same"),
            ),
        ),
    ),
    Explained.SHARING: Words(
        lazy_pgettext("explained", "Yes or no to sharing"),
        lazy_pgettext(
            "explained",
            "Other services may help you more if they know some things. Most of the time, we ask you first.",
        ),
        (
            Part(
                "question",
                (
                    lazy_pgettext(
                        "explained",
                        "We ask about one thing at a time. "
                        "We say what it is and who it is about. We say who would read it, and why.",
                    ),
                    lazy_pgettext(
                        "explained", "Nothing is ticked for you. If you say nothing, we do not take that as a yes."
                    ),
                ),
                lazy_pgettext("explained", "What we ask"),
            ),
            Part(
                "speech",
                (
                    lazy_pgettext(
                        "explained", "You can say yes, only part of it, no, or not now. You can ask to talk first."
                    ),
                    lazy_pgettext("explained", "You say how long a yes lasts."),
                ),
                lazy_pgettext("explained", "What you can say"),
            ),
            Part(
                "stop",
                (
                    lazy_pgettext("explained", "We go on helping you."),
                    lazy_pgettext("explained", "We then share it only if the law lets us, or tells us to."),
                ),
                lazy_pgettext("explained", "If you say no"),
            ),
            Part(
                "hand",
                (
                    lazy_pgettext("explained", "You can take a yes back at any time. We stop sharing at once."),
                    lazy_pgettext("explained", "We cannot undo what they have read. They may have to keep some of it."),
                ),
                lazy_pgettext("explained", "If you change your mind"),
            ),
            Part(
                "person",
                (
                    lazy_pgettext(
                        "explained",
                        "You decide about you. So does a young person who is old enough, or who knows what it means.",
                    ),
                    lazy_pgettext(
                        "explained",
                        "For a younger child, someone with parental responsibility decides. "
                        "We ask the child what they think.",
                    ),
                    lazy_pgettext("explained", "If two people decide and one says no, the no counts."),
                ),
                lazy_pgettext("explained", "Who decides"),
            ),
        ),
    ),
    Explained.LAW: Words(
        lazy_pgettext("explained", "When the law lets us share without a yes"),
        lazy_pgettext(
            "explained", "Most of the time, we ask you first. At times the law lets us share when nobody said yes."
        ),
        (
            Part(
                "question",
                heading=lazy_pgettext("explained", "When this can be"),
                points=(
                    lazy_pgettext("explained", "A child is being hurt, or may be."),
                    lazy_pgettext("explained", "A grown-up is being hurt, or may be."),
                    lazy_pgettext("explained", "It may stop a bad crime, or help to find out about one."),
                    lazy_pgettext("explained", "A court says that we must."),
                    lazy_pgettext("explained", "Another law says that we must."),
                ),
            ),
            Part(
                "pencil",
                (
                    lazy_pgettext("explained", "We share only what is needed."),
                    lazy_pgettext(
                        "explained", "A worker writes down what we share, who with and why. A manager must agree."
                    ),
                    lazy_pgettext("explained", "If it cannot wait, the manager looks at it within one working day."),
                ),
                lazy_pgettext("explained", "How we do it"),
            ),
            Part(
                "speech",
                (
                    lazy_pgettext("explained", "We tell you first, if that is safe."),
                    lazy_pgettext(
                        "explained",
                        "If it is not safe yet, we tell you later. We write down why, and when we look again.",
                    ),
                ),
                lazy_pgettext("explained", "When we tell you"),
            ),
            Part(
                "open-door",
                (
                    lazy_pgettext(
                        "explained", "Ask your keyworker what was shared and why. Tell us if you think it was wrong."
                    ),
                    lazy_pgettext("explained", "You can also tell the Information Commissioner: ico.org.uk."),
                ),
                lazy_pgettext("explained", "What you can do"),
            ),
        ),
    ),
}
"""For anyone of nine or older."""
