"""What was checked in this kernel: kept here, written and sent nowhere."""

import re

from rnnlab.check.adam_step import ADAM_STEP
from rnnlab.check.clip import CLIP
from rnnlab.check.connectivity import CONNECTIVITY
from rnnlab.check.cross_entropy import CROSS_ENTROPY
from rnnlab.check.formulas import FORMULA_1, FORMULA_2
from rnnlab.check.gru_step import GRU_STEP
from rnnlab.check.half_life import HALF_LIFE
from rnnlab.check.hold_unit import HOLD_UNIT
from rnnlab.check.joins import JOIN_STATE, JOIN_WEIGHTS
from rnnlab.check.lstm_as_rnn import LSTM_AS_RNN
from rnnlab.check.lstm_backward_step import LSTM_BACKWARD_STEP
from rnnlab.check.lstm_step import LSTM_STEP
from rnnlab.check.museum import NAME, PIECES
from rnnlab.check.reorder import REORDER
from rnnlab.check.rnn_backward import RNN_BACKWARD
from rnnlab.check.rnn_backward_step import RNN_BACKWARD_STEP
from rnnlab.check.rnn_forward import RNN_FORWARD
from rnnlab.check.rnn_step import RNN_STEP
from rnnlab.check.sample import SAMPLE
from rnnlab.check.spectral_scaling import SPECTRAL_SCALING
from rnnlab.drawing.report import draw_report

EXERCISES = {
    exercise.name: exercise
    for exercise in (
        JOIN_WEIGHTS,
        JOIN_STATE,
        FORMULA_1,
        FORMULA_2,
        RNN_STEP,
        RNN_FORWARD,
        LSTM_STEP,
        LSTM_AS_RNN,
        HALF_LIFE,
        SPECTRAL_SCALING,
        RNN_BACKWARD_STEP,
        RNN_BACKWARD,
        LSTM_BACKWARD_STEP,
        CLIP,
        GRU_STEP,
        REORDER,
        CROSS_ENTROPY,
        ADAM_STEP,
        SAMPLE,
        CONNECTIVITY,
        HOLD_UNIT,
    )
}
LECTURE_OF = {name: exercise.lecture for name, exercise in EXERCISES.items()}
LECTURE_OF |= {NAME.format(piece): lecture for piece, lecture in PIECES.items()}
CALL = re.compile(r"""\bcheck\s*\.\s*(\w+)\s*\(\s*(?:["']([^"']*)["'])?""")

_latest = {}


def remember(result):
    """Keep the latest result of each exercise, and hand it on."""
    _latest[result.exercise] = result
    return result


def results():
    """The latest result of every exercise that was checked in this kernel, as plain data.

    Returns
    -------
    list of dict
        With "exercise", "passed" and "diagnosis".
    """
    return [
        {"exercise": name, "passed": result.passed, "diagnosis": result.diagnosis} for name, result in _latest.items()
    ]


def exercises_of(lecture):
    """The names of a lecture's exercises, in their order."""
    return [name for name, number in LECTURE_OF.items() if number == lecture]


def exercises_in(source):
    """The names of the exercises whose checks some Python text calls; nothing is run."""
    calls = (NAME.format(piece) if name == "museum" else name for name, piece in CALL.findall(source))
    return [name for name in dict.fromkeys(calls) if name in LECTURE_OF]


def report(lecture=None):
    """Which exercises are passed, as a picture with one box each.

    Parameters
    ----------
    lecture : int, optional
        By default, the lectures of which something was checked in this kernel.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        A lecture without exercises.
    """
    known = sorted(set(LECTURE_OF.values()))
    if lecture is not None and lecture not in known:
        raise ValueError(f"lecture is {lecture!r}, but it must be one of {', '.join(map(str, known))}.")
    shown = {lecture} if lecture else {LECTURE_OF[name] for name in _latest} or set(known)
    names = [name for name, number in LECTURE_OF.items() if number in shown]
    title = f"Lecture {', '.join(map(str, sorted(shown)))}"
    checked = {name: (result.mood, result.verdict) for name, result in _latest.items()}
    return draw_report(title, [(name, *checked.get(name, ("waiting", "not checked yet"))) for name in names])
