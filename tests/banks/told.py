"""A question in one short line, so that a test can say what a reader should have found."""

from quizhub.questions.model import ChoiceKey, FillKey, MatchKey, OpenKey, OrderKey, Question


def told(question: Question) -> str:
    """`kind | stem | options | key`, line breaks as ⏎; the key of options as letters."""
    stem = next(iter(question.stem.values())).replace("\n", "⏎")
    options = getattr(question.body, "options", getattr(question.body, "items", ()))
    texts = "/".join(next(iter(option.text.values())) for option in options)
    shown = f"{texts} | " if question.kind != "true_false" and texts else ""
    return f"{question.kind} | {stem} | {shown}{told_key(question)}"


def told_key(question: Question) -> str:
    """The key: letters, true or false, accepted texts, pairs."""
    match question.key:
        case ChoiceKey(correct=correct):
            return "".join(correct) if question.kind == "true_false" else "".join(correct).upper()
        case OrderKey(sequence=sequence):
            return "".join(sequence).upper()
        case FillKey(blanks=blanks):
            return "; ".join("/".join(accept.value for accept in blank.accept) for blank in blanks)
        case MatchKey(pairs=pairs):
            return "; ".join(f"{left}-{right}" for left, right in pairs)
        case OpenKey(reference=reference):
            return next(iter(reference.values())).replace("\n", "⏎") if reference else "–"
    return "draft"
