"""How far a family has come: each goal by itself, in the order of what became of it. Scales are never averaged."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.models.words import GoalState
from portal.queries import circle, goal, praise
from portal.queries.goal import GoalView
from portal.queries.praise import PraiseView

FIRST = (GoalState.REACHED, GoalState.OPEN)
"""What was reached comes first; whatever else may become of a goal comes after what is being worked on."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Every goal that the reader sees, and what was said beside them."""

    by_state: Mapping[GoalState, Sequence[GoalView]]
    praise: Mapping[uuid.UUID | None, Sequence[PraiseView]]
    """By goal, the oldest first; under no goal what is about none."""

    @property
    def goals(self) -> Sequence[GoalView]:
        """Return all goals in the order of the page."""
        return [view for views in self.by_state.values() for view in views]


def of_family(db: Session, actor: Actor, family_id: uuid.UUID) -> Journey:
    """Return a family's way so far, as the actor sees it: three statements."""
    circles = circle.seen_by(db, actor, family_id)
    seen = goal.of_family(db, actor, family_id, circles)
    shown = {view.id for view in seen}
    said = praise.by_goal(praise.of_family(db, actor, family_id, circles))
    states = [*FIRST, *(state for state in GoalState if state not in FIRST)]
    found = {state: [view for view in seen if view.state is state] for state in states}
    return Journey(
        by_state={state: views for state, views in found.items() if views},
        praise={about: some for about, some in said.items() if about is None or about in shown},
    )
