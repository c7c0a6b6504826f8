"""How far someone has come over the nineteen domains: from the start, and from the first review. Never a sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.models.domains import Domain, Moment
from portal.models.gauges import Direction, hardness, is_hard, moved
from portal.queries.occasion import OccasionView, RatingView

FIRST = 3
"""How many of the hardest domains are offered to begin with: as many as goals may be open at a time."""


@dataclass(frozen=True, slots=True)
class Way:
    """One domain from a starting point to now. Without an answer on the scale at both ends there is no direction."""

    domain: Domain
    then: RatingView | None
    now: RatingView | None

    @property
    def direction(self) -> Direction | None:
        """Return which way it moved."""
        then = self.then.answer if self.then else None
        now = self.now.answer if self.now else None
        return moved(then, now) if then is not None and now is not None else None


@dataclass(frozen=True, slots=True)
class Distance:
    """The way from one starting point to now, domain by domain. Both starting points are kept: a first look is often
    not quite right, so the first review is one too (Bristol).
    """

    since: OccasionView
    now: OccasionView
    ways: tuple[Way, ...]
    """All nineteen, in their order."""

    def count(self, direction: Direction | None) -> int:
        """Return how many domains moved one way; of `None`, those that cannot be compared."""
        return sum(way.direction == direction for way in self.ways)

    def way(self, domain: Domain) -> Way:
        """Return the way of one domain."""
        return next(way for way in self.ways if way.domain is domain)

    @property
    def better(self) -> int:
        """Return how many domains are better."""
        return self.count(Direction.BETTER)

    @property
    def same(self) -> int:
        """Return how many domains are the same."""
        return self.count(Direction.SAME)

    @property
    def harder(self) -> int:
        """Return how many domains are harder."""
        return self.count(Direction.HARDER)

    @property
    def unknown(self) -> int:
        """Return how many domains cannot be compared."""
        return self.count(None)


def between(since: OccasionView, now: OccasionView) -> Distance:
    """Return the way from one look to another."""
    ways = (Way(domain, since.ratings.get(domain), now.ratings.get(domain)) for domain in Domain)
    return Distance(since, now, tuple(ways))


def distances(seen: Sequence[OccasionView], now: OccasionView) -> Sequence[Distance]:
    """Return the way to a look from the start, and from the first review, as far as they came before it.

    Args:
        seen: the looks that the reader sees, oldest first: what they do not see is no starting point for them.
    """
    before = [view for view in seen if view.is_finished and view.is_of(now) and view.begun_at < now.begun_at]
    moments = (Moment.START, Moment.REVIEW)
    points = (next((view for view in before if view.moment is moment), None) for moment in moments)
    return [between(since, now) for since in points if since is not None]


def hardest(view: OccasionView) -> Sequence[Domain]:
    """Return what is hardest just now, the hardest first: where a goal may begin."""
    hard = [one for one in view.ratings.values() if one.answer is not None and is_hard(one.answer)]
    order = list(Domain)
    hard.sort(key=lambda one: (hardness(one.answer) if one.answer else 0, order.index(one.domain)))
    return [one.domain for one in hard[:FIRST]]
