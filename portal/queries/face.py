"""How a person or worker is shown: name, initials and a colour that stays the same everywhere."""

import uuid
from dataclasses import dataclass

from portal.security.encryption import Keyring

COLOURS = 8


@dataclass(frozen=True, slots=True)
class Face:
    """A name with its mark. The colour is never the only sign."""

    id: uuid.UUID
    name: str
    first_name: str
    initials: str
    colour: int
    """0 to 7."""
    photo: uuid.UUID | None = None
    """The key of a worker's photograph; its address is `public.photo`."""


def face(id_: uuid.UUID, first_name: str, last_name: str = "", photo: uuid.UUID | None = None) -> Face:
    """Return the face of someone by these names."""
    parts = [part for part in (first_name, last_name) if part]
    return Face(
        id=id_,
        name=" ".join(parts),
        first_name=first_name or last_name,
        initials="".join(part[0] for part in parts).upper(),
        colour=id_.int % COLOURS,
        photo=photo,
    )


def called(ring: Keyring, family_id: uuid.UUID, person_id: uuid.UUID, first: bytes | None, known: bytes | None) -> str:
    """Return what someone of a family goes by, else their first name; empty where neither came with the row."""
    name = ring.open_if(family_id, "person.known_as", person_id, known)
    return name or ring.open_if(family_id, "person.first_name", person_id, first)


def face_of(
    ring: Keyring, family_id: uuid.UUID, person_id: uuid.UUID, first: bytes | None, known: bytes | None
) -> Face:
    """Return the face of someone of a family by their sealed names."""
    return face(person_id, called(ring, family_id, person_id, first, known))
