"""Lessons, and what a class may use."""

from __future__ import annotations

from guiapp.actions.record import Action, Deck, N, tr


def _lesson(deck: Deck) -> str:
    return "" if deck.context.project.classroom.lesson else tr("No lesson is open")


def _back(deck: Deck) -> str:
    return _lesson(deck) or ("" if deck.context.project.classroom.step > 1 else tr("This is the first step"))


def _locked(deck: Deck) -> str:
    if deck.context.rules.lifted:
        return tr("The controls are unlocked already")
    return "" if deck.context.rules.any else tr("This project hides and locks nothing")


def _lifted(deck: Deck) -> str:
    return "" if deck.context.rules.lifted and deck.context.rules.any else tr("Nothing has been unlocked")


def _teacher(deck: Deck) -> str:
    rules = deck.context.rules
    return tr("Unlock the controls first") if rules.any and not rules.lifted else ""


LEARN: tuple[Action, ...] = (
    Action(
        id="lessons", text=N("All lessons"), icon="learn", menu="learn",
        run=lambda deck: deck.classroom.browse("lessons"), tip=N("The lessons, and what of them you have reached"),
    ),
    Action(
        id="challenges", text=N("Challenges"), icon="star", menu="learn",
        run=lambda deck: deck.classroom.browse("challenges"), tip=N("Reach the same with less; the best are kept"),
    ),
    Action(
        id="lab", text=N("90-minute lab"), icon="speed", menu="learn",
        run=lambda deck: deck.classroom.browse("lab"), tip=N("Six lessons in a row, with a quiet clock"),
    ),
    Action(
        id="glossary", text=N("Glossary"), icon="search", menu="learn",
        run=lambda deck: deck.classroom.show_glossary(), tip=N("What the words mean, with the numbers of the moment"),
    ),
    Action(
        id="open_lesson", text=N("Open a lesson folder..."), icon="folder", menu="learn", group=1,
        run=lambda deck: deck.classroom.ask_lesson(), tip=N("A lesson of your own: a folder with a lesson.json in it"),
    ),
    Action(
        id="own_lessons", text=N("My folder of lessons..."), icon="folder", menu="learn", group=1,
        run=lambda deck: deck.classroom.own_lessons(), tip=N("Lessons of this folder stand beside the program's own"),
    ),
    Action(
        id="record_step", text=N("Record this state as a step..."), icon="edit", menu="learn", group=1,
        run=lambda deck: deck.classroom.record_step(), tip=N("The next step of a lesson of your own"),
    ),
    Action(
        id="lesson_next", text=N("Next step"), icon="chevron-right", shortcut="Alt+PgDown", menu="learn", group=2,
        when=_lesson, run=lambda deck: deck.classroom.next(), tip=N("The next step of the lesson"),
    ),
    Action(
        id="lesson_back", text=N("Step back"), icon="chevron-left", shortcut="Alt+PgUp", menu="learn", group=2,
        when=_back, run=lambda deck: deck.classroom.back(), tip=N("The step before this one"),
    ),
    Action(
        id="lesson_leave", text=N("Leave the lesson"), icon="close", menu="learn", group=2, when=_lesson,
        run=lambda deck: deck.classroom.leave(), tip=N("Keep the project, and give every control back"),
    ),
    Action(
        id="keep_picture", text=N("Keep a picture"), icon="camera", menu="learn", group=3, when=_lesson,
        run=lambda deck: deck.classroom.keep_picture(), tip=N("A picture of the window or a panel, for the notebook"),
    ),
    Action(
        id="export_notebook", text=N("Save the notebook as a page..."), icon="export", menu="learn", group=3,
        run=lambda deck: deck.classroom.export_notebook(), tip=N("Answers, notes and pictures as one page of HTML"),
    ),
    Action(
        id="unlock", text=N("Unlock controls"), icon="unlock", menu="learn", group=4, when=_locked,
        run=lambda deck: deck.classroom.lift(), tip=N("Give back what the project hides and locks, until it is closed"),
    ),
    Action(
        id="lock_again", text=N("Lock again"), icon="lock", menu="learn", group=4, when=_lifted,
        run=lambda deck: deck.classroom.lift(False), tip=N("Hide and lock again what the project says"),
    ),
    Action(
        id="classroom", text=N("Classroom..."), icon="edit", menu="learn", group=4, when=_teacher,
        run=lambda deck: deck.classroom.choose(), tip=N("Choose which controls this project hides or locks"),
    ),
)  # fmt: skip
