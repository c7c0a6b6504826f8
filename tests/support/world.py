"""A small council as plain data, and who may see what in it, said a second time without SQL."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from portal.models.words import DECISIONS, CircleKind, ConsentStatus, InfoKind, Relationship

KINDS = (InfoKind.PLAN, InfoKind.CONTACT)
SAID = [ConsentStatus.ASKED, *DECISIONS]
OWN_AGE = 16


@dataclass(eq=False)
class Someone:
    """Someone of a family."""

    relationship: Relationship
    is_responsible: bool
    age: int | None
    understands: bool

    @property
    def is_adult(self) -> bool:
        return self.relationship in {Relationship.PARENT, Relationship.CARER, Relationship.OTHER_ADULT}

    @property
    def has_own_say(self) -> bool:
        return self.is_adult or self.understands or (self.age is not None and self.age >= OWN_AGE)


@dataclass(eq=False)
class Around:
    """A circle, and for a private one the number of the worker it names."""

    kind: CircleKind
    people: list[Someone]
    worker: int


@dataclass(eq=False)
class Home:
    """A family."""

    area: int
    people: list[Someone]
    circles: list[Around] = field(default_factory=list)
    is_closed: bool = False


@dataclass(eq=False)
class Helper:
    """A worker: `keyworker`, `manager`, `partner` or `administrator`; agency 0 is the council's own."""

    kind: str
    agency: int
    area: int


@dataclass(eq=False)
class Place:
    """A worker's days on a team, counted from today."""

    worker: Helper
    family: Home
    first: int
    last: int | None

    @property
    def is_today(self) -> bool:
        return self.first <= 0 and (self.last is None or self.last >= 0)


@dataclass(eq=False)
class Leave:
    """A worker's days away, counted from today."""

    worker: Helper
    cover: Helper | None
    first: int
    last: int


@dataclass(eq=False)
class Word:
    """A question or a decision; later ones stand later in the list."""

    family: Home
    about: Someone
    decider: Someone
    agency: int
    kind: InfoKind
    status: ConsentStatus


@dataclass(eq=False)
class World:
    """Everyone and everything."""

    families: list[Home]
    helpers: list[Helper]
    places: list[Place]
    leaves: list[Leave]
    words: list[Word]

    # --- Sight, by the rules as product.md tells them

    def on_the_team(self, who: Helper, one: Home) -> bool:
        return any(place.worker is who and place.family is one and place.is_today for place in self.places)

    def covers(self, who: Helper, one: Home) -> bool:
        away = [leave for leave in self.leaves if leave.cover is who and leave.first <= 0 <= leave.last]
        return any(self.on_the_team(leave.worker, one) for leave in away)

    def sees_family(self, who: Helper, one: Home) -> bool:
        if who.kind == "administrator":
            return False
        if who.kind == "partner":
            agreed = any(self.is_covered(person, who.agency, kind) for person in one.people for kind in InfoKind)
            return not one.is_closed and self.on_the_team(who, one) and agreed
        own = self.on_the_team(who, one) or self.covers(who, one)
        return own or (who.kind == "manager" and one.area == who.area)

    def sees_circle(self, who: Helper, one: Home, around: Around, kind: InfoKind) -> bool:
        if not self.sees_family(who, one):
            return False
        if who.kind != "partner":
            return around.kind is not CircleKind.PRIVATE or self.helpers[around.worker] is who
        born = [person for person in around.people if person.relationship is not Relationship.UNBORN]
        covered = [self.is_covered(one, who.agency, kind) for one in born]
        return around.kind is not CircleKind.PRIVATE and bool(covered) and all(covered)

    def is_covered(self, person: Someone, agency: int, kind: InfoKind) -> bool:
        no = {"part", "refused", "talk", "not_now", "withdrawn"}
        return self.answers(person, agency, kind, {"given"}) and not self.answers(person, agency, kind, no)

    def answers(self, person: Someone, agency: int, kind: InfoKind, wanted: set[str]) -> bool:
        """Say whether someone whose word stands gave one of these as their newest decision."""
        newest: dict[int, Word] = {}
        for word in self.words:
            if (word.about, word.agency, word.kind) == (person, agency, kind) and word.status != "asked":
                newest[id(word.decider)] = word
        return any(word.status in wanted and stands(word) for word in newest.values())


def stands(word: Word) -> bool:
    """Say whether this decider may decide about this person today."""
    if word.decider is word.about:
        return word.about.has_own_say
    return not word.about.has_own_say and word.decider.is_adult and word.decider.is_responsible


# --- Worlds to try

people = st.builds(
    Someone,
    relationship=st.sampled_from(Relationship),
    is_responsible=st.booleans(),
    age=st.one_of(st.none(), st.sampled_from([3, 15, 16, 40])),
    understands=st.booleans(),
)


def said_of(families: list[Home]) -> st.SearchStrategy[tuple[Home, int, InfoKind, ConsentStatus]]:
    """Mostly yes, mostly in one family, to one agency and about one kind, so that answers meet."""
    yes = ConsentStatus.GIVEN
    return st.tuples(
        st.sampled_from([families[0], families[0], *families]),
        st.sampled_from([1, 1, 1, 2]),
        st.sampled_from([*KINDS[:1] * 3, *KINDS]),
        st.sampled_from([yes, yes, yes, *SAID]),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw two or three families, a handful of helpers, and what was said."""
    helpers = [Helper("keyworker", 0, 0), Helper("keyworker", 0, 1), Helper("manager", 0, draw(st.integers(0, 1)))]
    helpers += [Helper("partner", 1, 0), Helper("partner", 2, 0), Helper("administrator", 0, 0)]
    families = [
        Home(draw(st.integers(0, 1)), draw(st.lists(people, min_size=1, max_size=3)))
        for _ in range(draw(st.integers(2, 3)))
    ]
    for one in families:
        some = st.lists(st.sampled_from(one.people), unique_by=id, max_size=3)
        one.circles = [Around(kind, draw(some), draw(st.integers(0, 1))) for kind in CircleKind]
        one.circles[0].people = list(one.people)
        one.is_closed = draw(st.sampled_from([False, False, False, True]))
    ends = st.one_of(st.none(), st.integers(-2, 2))
    places = [
        Place(who, draw(st.sampled_from(families)), draw(st.integers(-3, 1)), draw(ends))
        for who in draw(st.lists(st.sampled_from(helpers), max_size=8))
    ]
    leaves = [
        Leave(draw(st.sampled_from(helpers)), draw(st.sampled_from([*helpers, None])), first, first + length)
        for first, length in draw(st.lists(st.tuples(st.integers(-2, 1), st.integers(0, 2)), max_size=3))
    ]
    words = [
        Word(one, draw(st.sampled_from(one.people)), draw(st.sampled_from(one.people)), agency, kind, status)
        for one, agency, kind, status in draw(st.lists(said_of(families), min_size=4, max_size=24))
    ]
    return World(families, helpers, places, leaves, words)
