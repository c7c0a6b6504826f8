"""A worker's photograph, handed to those who may know of the worker."""

import uuid

from flask import Response
from flask.typing import ResponseReturnValue

from portal.database import session
from portal.queries import photo as photos
from portal.web.public.blueprint import public
from portal.web.signed_in import actor


@public.get("/photo/<uuid:photo_id>")
def photo(photo_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out one photograph; it is kept by no browser."""
    answer = Response(photos.content(session(), actor(), photo_id), mimetype="image/webp")
    answer.headers["Content-Disposition"] = 'inline; filename="face.webp"'
    return answer
