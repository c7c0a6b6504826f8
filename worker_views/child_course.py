"""The course of a child's round: which question comes after which, and what an answer to one of them keeps."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.actor import Actor
from portal.commands import child_round as commands
from portal.commands import goal as goal_commands
from portal.commands import slip
from portal.commands import voice as voice_commands
from portal.models import ChildRound, Person
from portal.models.answer import Answer, Rag, read
from portal.models.goal import MOST_OPEN
from portal.models.voice_words import Feeling, VoiceKind
from portal.models.words import Colour, Scale, ScoreKind
from portal.queries import circle, goal, score, voice
from portal.queries.goal import GoalView, ScoreView
from portal.queries.voice import VoiceView

FEELING, COLOUR, WISH, GOOD_NEWS, READERS, WORRY, THANKS = (
    "feeling", "colour", "wish", "good_news", "readers", "worry", "thanks",
)  # fmt: skip
TOLD = {WISH: VoiceKind.WISH, GOOD_NEWS: VoiceKind.GOOD_NEWS, WORRY: VoiceKind.WORRY}
"""The questions that are answered in words."""
MOST_REPLIES = 3
TOLD_BACK = "told."
"""What the names of pages begin with that tell what came back."""
FORWARD, BACK, STOP, GO_ON = "next", "back", "stop", "on"
LEFT = {kind.value for kind in (ScoreKind.SKIPPED, ScoreKind.UNSURE)}


@dataclass(frozen=True, slots=True)
class Course:
    """The questions of one round in their order, and what they are about."""

    questions: tuple[str, ...]
    replies: tuple[VoiceView, ...]
    """What came back and was not told before this round, the oldest first."""
    goals: tuple[GoalView, ...]
    """The child's own in red, amber, green."""

    def at(self, sitting: ChildRound) -> str:
        """Return the question that the child has come to; where it is gone meanwhile, the first later one left."""
        where = sitting.where or self.questions[0]
        if where in self.questions:
            return where
        first = 0 if where.startswith(TOLD_BACK) else self.questions.index(FEELING) + 1
        return next(one for one in self.questions[first:] if not self._is_done(sitting, one))

    def _is_done(self, sitting: ChildRound, question: str) -> bool:
        """Say whether a child has been told this, or has answered about this goal in this round."""
        told, asked = self.reply(question), self.goal(question)
        return (told is not None and told.is_told) or (asked is not None and _said_in(sitting, asked) is not None)

    def after(self, question: str) -> str:
        """Return the question that comes next; whoever has no worry to tell is not asked for it."""
        return self.questions[min(self.questions.index(question) + 1, len(self.questions) - 1)]

    def before(self, question: str) -> str:
        """Return the question that came before; what was answered last time is not opened again once it is read."""
        found = self.questions[max(self.questions.index(question) - 1, 0)]
        return question if self.reply(found) and not self.reply(question) else found

    def goal(self, question: str) -> GoalView | None:
        """Return the goal that a question is about."""
        return next((one for one in self.goals if str(one.id) == question), None)

    def reply(self, question: str) -> VoiceView | None:
        """Return the words whose answer a page tells."""
        return next((one for one in self.replies if _name(one) == question), None)


def course(db: Session, actor: Actor, sitting: ChildRound) -> Course:
    """Return the course of a round."""
    circles = circle.seen_by(db, actor, sitting.family_id)
    found = goal.of_family(db, actor, sitting.family_id, circles)
    goals = tuple(one for one in found if _is_asked(one, sitting.person_id))[:MOST_OPEN]
    said = voice.of_person(db, actor, sitting.family_id, circles, sitting.person_id)
    replies = _replies(said, sitting)
    asked = (FEELING, *(str(one.id) for one in goals), *(() if goals else (COLOUR,)))
    questions = (*(_name(one) for one in replies), *asked, WISH, GOOD_NEWS, READERS, WORRY, THANKS)
    return Course(questions, replies, goals)


def _is_asked(view: GoalView, person_id: uuid.UUID) -> bool:
    is_own = view.owner is not None and view.owner.id == person_id and person_id in view.circle.person_ids
    return is_own and view.is_open and not view.circle.is_closed and view.scale is Scale.RAG


def _replies(said: Sequence[VoiceView], sitting: ChildRound) -> tuple[VoiceView, ...]:
    """Return what this round tells. What it has told already stays in its place: a child may go back to it."""
    due = [(one.answer.at, one) for one in said if one.answer and (not one.is_told or _told_in(sitting, one))]
    return tuple(one for _at, one in sorted(due, key=lambda told: (told[0], told[1].id))[:MOST_REPLIES])


def _name(view: VoiceView) -> str:
    """Return the name of a page that tells what came back; another one when more came while a child reads it."""
    return f"{TOLD_BACK}{view.id}.{view.version}"


def _told_in(sitting: ChildRound, view: VoiceView) -> bool:
    return view.told_at is not None and view.told_at >= sitting.began_at


def words_wanted(question: str, answer: str) -> bool:
    """Say whether an answer is to have words with it."""
    return question in TOLD and answer == "done"


def is_to_be_read(question: str, answer: str) -> bool:
    """Say whether the child tells or shows something, or is about to, to the reader whom the page names."""
    if question == FEELING:
        return answer in set(Feeling)
    return words_wanted(question, answer) or (question, answer) == (READERS, FORWARD)


def take(db: Session, actor: Actor, sitting: ChildRound, way: Course, *, answer: str, words: str) -> None:
    """Keep what the child pressed, and go where it leads; what is no answer to this question changes nothing."""
    question = way.at(sitting)
    if answer == STOP:
        commands.stop(db, actor, sitting)
    elif answer == GO_ON:
        commands.go(db, actor, sitting, where=question)
    elif answer == BACK:
        commands.go(db, actor, sitting, where=way.before(question))
    elif answer == FORWARD and not _is_question(way, question):
        if (heard := way.reply(question)) is not None:
            voice_commands.told(db, actor, sitting.family_id, heard.id)
        commands.go(db, actor, sitting, where=way.after(question))
    elif answer in LEFT:
        _leave_out(db, actor, sitting, way, ScoreKind(answer))
    elif _keep(db, actor, sitting, way, answer, words):
        commands.go(db, actor, sitting, where=way.after(question))


def _is_question(way: Course, question: str) -> bool:
    return question != READERS and way.reply(question) is None


def _leave_out(db: Session, actor: Actor, sitting: ChildRound, way: Course, how: ScoreKind) -> None:
    question = way.at(sitting)
    if (asked := way.goal(question)) is not None:
        _score(db, actor, sitting, asked, read(how, asked.scale))
    elif question != THANKS and way.reply(question) is None:
        commands.leave_out(db, actor, sitting, question=WORRY if question == READERS else question, how=how)
    commands.go(db, actor, sitting, where=THANKS if question == READERS else way.after(question))


def _keep(db: Session, actor: Actor, sitting: ChildRound, way: Course, answer: str, words: str) -> bool:
    question = way.at(sitting)
    if (asked := way.goal(question)) is not None and answer in set(Colour):
        _score(db, actor, sitting, asked, Rag(Colour(answer)))
    elif question == COLOUR and answer in set(Colour):
        commands.colour(db, actor, sitting, colour=Colour(answer))
    elif question == FEELING and answer in set(Feeling):
        commands.say(db, actor, sitting, kind=VoiceKind.FEELING, face=Feeling(answer))
    elif words_wanted(question, answer) and words:
        commands.say(db, actor, sitting, kind=TOLD[question], words=words)
    else:
        return False
    return True


def _score(db: Session, actor: Actor, sitting: ChildRound, asked: GoalView, answer: Answer) -> None:
    """Keep an answer about a goal. Whoever went back and answers anew puts right what they said in this round."""
    before = _said_in(sitting, asked)
    if before is not None and before.answer == answer:
        return
    aim = goal.get(db, actor, sitting.family_id, asked.id)
    if before is not None:
        slip.put_right(db, actor, aim, score.get(db, actor, aim, before.id), answer=answer)
    else:
        by = db.get_one(Person, sitting.person_id)
        goal_commands.score(db, actor, aim, by=by, answer=answer, language=sitting.language)


def _said_in(sitting: ChildRound, asked: GoalView) -> ScoreView | None:
    """Return what the child has answered about a goal in this round, where they have."""
    theirs = (one for one in asked.scores if one.by.id == sitting.person_id and one.written_by and not one.is_slip)
    return next((one for one in theirs if one.at >= sitting.began_at), None)


def ahead(way: Course, question: str) -> Sequence[str]:
    """Return for each stone of the round's path whether it is behind, here or ahead; one stone a page."""
    here = way.questions.index(question)
    return ["behind" if n < here else "here" if n == here else "ahead" for n in range(len(way.questions))]
