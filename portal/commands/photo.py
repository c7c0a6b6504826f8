"""A worker puts up their photograph, and takes it down. No family's audit tells of it."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal import clock
from portal.actor import Actor
from portal.models import Photo
from portal.permission import Permission
from portal.policy import require


def put_up(db: Session, actor: Actor, *, content: bytes) -> Photo:
    """Show this picture, made anew by `portal.security.pictures`, in the place of any before it."""
    take_down(db, actor)
    photo = Photo(worker_id=actor.own_worker, content=content, added_at=clock.now())
    db.add(photo)
    db.flush()
    return photo


def take_down(db: Session, actor: Actor) -> None:
    """Show one's own photograph no longer."""
    require(actor, Permission.SHOW_FACE)
    db.execute(delete(Photo).where(Photo.worker_id == actor.own_worker))
