"""What a worker picks of what may go: lines of a part, one by one, and lines that are not needed and stay here."""

from dataclasses import dataclass

from portal.queries.share_lines import Line, Sort
from portal.queries.shareable import KindOf, PersonOf


def mark_of(line: Line) -> str:
    """Return the name under which a line is picked."""
    return f"{line.about}/{line.kind}/{line.sort}/{line.key}"


@dataclass(frozen=True, slots=True)
class Picks:
    """What a worker picked of what may go, each line by its `mark_of`."""

    chosen: frozenset[str] = frozenset()
    """Of the kinds of which only a part may go, the lines that go."""
    left: frozenset[str] = frozenset()
    """Of all the rest, the lines that are not needed for this and stay here."""

    def takes(self, line: Line, *, of_part: bool = False) -> bool:
        """Say whether a line goes."""
        mark = mark_of(line)
        return mark in self.chosen if of_part else mark not in self.left

    def leaves(self, one: PersonOf) -> bool:
        """Say whether something of a person stays here. A name goes with the last of what it stands above."""
        return any(mark_of(line) in self.left for kind in one.kinds for line in kind.lines)

    def leaves_name(self, one: PersonOf) -> bool:
        """Say whether somebody's name stays here, so that nothing about them is told under it."""
        names = (line for kind in one.kinds for line in kind.lines if line.sort is Sort.NAME)
        return any(mark_of(line) in self.left for line in names)


NO_PICKS = Picks()


def may_be_left(one: PersonOf, kind: KindOf) -> list[Line]:
    """Return the lines of a whole kind that may stay here; a name only where nothing else goes unchosen."""
    is_name_alone = all(line.sort is Sort.NAME for some in one.kinds if not some.is_chosen for line in some.lines)
    return [line for line in kind.lines if is_name_alone or line.sort is not Sort.NAME] if not kind.is_chosen else []
