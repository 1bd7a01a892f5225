"""Where the check itself fails: that is said, with the error, and what is certain is said all the same."""

from dataclasses import replace
from traceback import format_exception, walk_tb

import numpy as np

from rnnlab.check.outcomes import name_of, words_of
from rnnlab.check.result import Result

LAST = -5  # of a traceback, the calls that are kept


def verdict_of(name, judge, *given):
    """The Result of judge(faults, *given) for the exercise of this name, with the faults on its card."""
    faults = Faults()
    unjudged = Result(name, "not judged", "Nothing can be said of your function.")
    with np.errstate(all="ignore"):  # a learner's numbers may be anything, and a mistake may divide by 0
        result = faults.ask("a verdict", judge, faults, *given, otherwise=unjudged)
    return replace(result, sentence=result.sentence + faults.words, faults=tuple(faults))


class Faults(list):
    """What failed in a check that was no learner's function: words for its card, and the end of each traceback.

    A fault of ours, or of an object of the learner's that does not let itself be looked at. No check ends with it,
    and none keeps it to itself.
    """

    def __init__(self):
        super().__init__()
        self.words = ""

    def ask(self, what, question, *given, otherwise):
        """The answer of question(*given); when that fails, what is known `otherwise`.

        Parameters
        ----------
        what : str
            What the question is after, for a sentence.
        question : function
        otherwise
            What holds though there is no answer.
        """
        try:
            return question(*given)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # an object of the learner's may raise anything, SystemExit too
            words = f" The check itself failed when it looked for {what}, with {_say(error)}."
            self.words += words if words not in self.words else ""
            self.append(_end_of_traceback(error))
            return otherwise


def _say(error):
    """The name of an error, its words, and the place where it was raised."""
    frame, line = list(walk_tb(error.__traceback__))[-1]
    words = words_of(error)
    return f"{name_of(error)}{f': {words}' if words else ''} ({frame.f_code.co_filename}, line {line})"


def _end_of_traceback(error):
    try:
        return "".join(format_exception(error, limit=LAST))
    except Exception:  # an error whose words are broken too
        return _say(error)
