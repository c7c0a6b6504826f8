"""The receipt of an answer on sharing: on a page, on paper, and as a file in the structure of ISO/IEC TS 27560:2023.

It may be found on a phone. So it holds no number or key of anything, and no name but the giver's own first one: not the
service's, which may say where a home is, not the child's, and nothing that somebody wrote in their own words.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from portal import clock
from portal.database import session
from portal.i18n import gettext
from portal.models.sharing_words import ConsentLasts
from portal.models.words import ConsentStatus
from portal.queries import pages
from portal.queries.asking import Question
from portal.queries.consent import DecisionRow
from portal.web.pages import authority_name, page, see
from portal.web.signed_in import actor
from portal.web.words import word

place = Blueprint("receipt", __name__, url_prefix="/sharing/<uuid:question_id>")

SCHEMA = "ISO/IEC TS 27560:2023"


@place.get("/receipt")
def show(question_id: uuid.UUID) -> ResponseReturnValue:
    """Show the receipt of the answer that was given last."""
    question = pages.one_question(session(), actor(), question_id)["question"]
    if question.decision is None:
        return see("family.sharing.show", question_id=question_id)
    return page("family/receipt/show.html", question=question, decided=question.decision, place="sharing")


@place.get("/receipt.json")
def download(question_id: uuid.UUID) -> ResponseReturnValue:
    """Hand over the same as a file that other programs can read."""
    question = pages.one_question(session(), actor(), question_id)["question"]
    if question.decision is None:
        return see("family.sharing.show", question_id=question_id)
    text = json.dumps(as_file(question, question.decision), ensure_ascii=False, indent=2)
    named = {"Content-Disposition": 'attachment; filename="receipt.json"'}
    return Response(text + "\n", mimetype="application/json", headers=named)


def as_file(question: Question, said: DecisionRow) -> Mapping[str, Any]:
    """Return the four parts of a receipt: its head, what is done, who takes part, and what happened."""
    own, council, service = question.decider.first_name, authority_name(), word(question.agency_sort)
    return {
        "receipt_metadata": {"schema_version": SCHEMA},
        "pii_processing": {
            "privacy_notice": said.notice_version,
            "language": said.notice_language,
            "purposes": [
                {
                    "purpose": word(said.for_what) if said.for_what else "",
                    "pii_information": [{"pii_type": word(question.kind), "pii_optional": True}],
                    "pii_controllers": [council],
                    "recipient_third_parties": [service],
                    "collection_method": word(said.how),
                    "withdrawal_method": gettext("You can take it back in Nod at any time. We stop at once."),
                }
            ],
        },
        "party_identification": [
            {"party_role": "pii_principal", "party_name": own if question.is_about_self else about(question)},
            {"party_role": "decision_maker", "party_name": own},
            {"party_role": "pii_controller", "party_name": council},
            {"party_role": "third_party", "party_name": service},
        ],
        "events": [event(said)],
    }


def event(said: DecisionRow) -> Mapping[str, Any]:
    """Return what was decided, when, and until when it counts."""
    is_yes = said.status in {ConsentStatus.GIVEN, ConsentStatus.PART}
    return {
        "event_time": clock.local(said.at).isoformat(timespec="minutes"),
        "event_type": "explicit",
        "event_state": said.status.value,
        "event_state_words": word(said.status),
        **({"validity_duration": until(said)} if is_yes else {}),
    }


def until(said: DecisionRow) -> str:
    """Return the last day of a yes; in words where it has none."""
    if said.until_on:
        return said.until_on.isoformat()
    return word(said.lasts or ConsentLasts.UNTIL_END)


def about(question: Question) -> str:
    """Say whom it is about, without a name."""
    return gettext("You") if question.is_about_self else gettext("A child in your family")
