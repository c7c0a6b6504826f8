"""Something that was shared without agreement, as the law allows: rows as they stand, without the way to them."""

import json
from datetime import timedelta

from portal import clock
from portal.models import Override, OverridePart, Share, SharePart
from portal.models.sharing_words import LegalGround, Purpose
from portal.models.words import InfoKind
from portal.security import passwords
from portal.security.keys import keyring, learn_key
from tests.factories import AgencyMade, Make, PersonMade
from tests.support.people import keyworker_of

CODE = "2222-3333-4444"
BODY = {"language": "en", "people": [], "together": [], "asks": [], "from": "", "to": "", "for_what": ""}


def shared_by_law(make: Make, about: PersonMade, agency: AgencyMade) -> str:
    """Let a keyworker have shared about someone what was urgent, and return the key of the link."""
    one, now = about.family, clock.now()
    beth, key = keyworker_of(one).own_worker, f"key-of-{one.ref}"
    with make.writing() as db:
        learn_key(db, one.id)
        decided = Override(
            family_id=one.id,
            agency_id=agency.id,
            ground=LegalGround.CHILD_AT_RISK,
            language="en",
            decided_by_id=beth,
            decided_at=now,
            is_urgent=True,
            agree_by=clock.today() + timedelta(days=1),
            review_on=clock.today() + timedelta(days=7),
        )
        db.add(decided)
        db.flush()
        share = Share(
            family_id=one.id,
            agency_id=agency.id,
            override_id=decided.id,
            to_name="Asha Khan",
            for_what=Purpose.OTHER,
            purpose="To keep a child safe",
            body=json.dumps(BODY),
            language="en",
            made_by_id=beth,
            made_at=now,
            link_lookup=keyring(db).master.lookup("share.link", key),
            code_hash=passwords.hashed(CODE),
            tries=0,
            ends_at=now + timedelta(weeks=2),
            opened_count=0,
            reply="Thank you",
            replied_at=now,
        )
        db.add(share)
        db.flush()
        db.add(OverridePart(override_id=decided.id, person_id=about.id, kind=InfoKind.HEALTH))
        db.add(SharePart(share_id=share.id, person_id=about.id, kind=InfoKind.HEALTH, override_id=decided.id))
    return key
