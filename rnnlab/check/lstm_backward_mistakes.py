"""How one step of an LSTM backwards goes wrong: the known mistakes of lecture 6."""

from types import SimpleNamespace

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.places import places
from rnnlab.networks.activations import sigmoid

ARGUMENTS = ("dh", "dc", "c_prev", "c", "f", "i", "o", "g")
GATE, CANDIDATE = (lambda a: a * (1 - a)), (lambda a: 1 - a**2)
SLOPES = {"f": GATE, "i": GATE, "o": GATE, "g": CANDIDATE}


@places(*ARGUMENTS)
def _with(**parts):
    """The step in which some of its quantities are made otherwise.

    They are, in this order: d_c, all that comes to c; d_f, d_i, d_o, d_g, what comes to the gates and the
    candidate; dc_prev. A part is a function of all that is known by then. `slope_f` … are the slopes.
    """
    quantities = {
        "d_c": lambda s: s.dc + s.dh * s.o * (1 - np.tanh(s.c) ** 2),
        "d_f": lambda s: s.d_c * s.c_prev,
        "d_i": lambda s: s.d_c * s.g,
        "d_o": lambda s: s.dh * np.tanh(s.c),
        "d_g": lambda s: s.d_c * s.i,
        "dc_prev": lambda s: s.d_c * s.f,
    }
    slopes = {gate: parts.get(f"slope_{gate}", slope) for gate, slope in SLOPES.items()}
    quantities |= {name: make for name, make in parts.items() if name in quantities}

    def step(*arguments):
        s = SimpleNamespace(**dict(zip(ARGUMENTS, arguments, strict=True)))
        for name, make in quantities.items():
            setattr(s, name, make(s))
        blocks = [getattr(s, f"d_{gate}") * slope(getattr(s, gate)) for gate, slope in slopes.items()]
        return np.concatenate(blocks, axis=1), s.dc_prev

    return step


def _slopes(gates, *slopes):
    """The slopes of some gates, each its own or one for all."""
    return {f"slope_{gate}": slope for gate, slope in zip(gates, slopes * len(gates), strict=False)}


right_lstm_backward_step = _with()

TO_C = "All that comes to c is dc + dh o (1 − tanh(c)²): from the next step, and through h = o tanh(c). Yours "
FOR_F = "f multiplies c_prev in c = f c_prev + i g, so what comes to f is the gradient of c times c_prev. Yours takes "
FOR_I = "i multiplies g in c = f c_prev + i g, so what comes to i is the gradient of c times g. Yours takes "
FOR_O = "o multiplies tanh(c) in h = o tanh(c), so what comes to o is dh tanh(c). Yours takes "
FOR_G = "g is multiplied by i in c = f c_prev + i g, so what comes to g is the gradient of c times i. Yours takes "
BACK = "c_prev is multiplied by f in c = f c_prev + i g, so dc_prev is the gradient of c times f. Yours "
SIGMOID = "f, i and o come out of a sigmoid, whose slope is s (1 − s). Yours is "
TANH = "g comes out of a tanh, whose slope is 1 − g². Yours is "


def _to_c(name, words, make):
    return Wrong(name, TO_C + words, _with(d_c=make))


def _gates(name, words, slope):
    return Wrong(name, SIGMOID + words, _with(**_slopes("fio", slope)))


def _candidate(name, words, slope):
    return Wrong(name, TANH + words, _with(slope_g=slope))


def _tanh_slope(a):
    return 1 - np.tanh(a) ** 2


LSTM_BACKWARD_MISTAKES = (
    _to_c("the path through h forgotten", "is dc alone.", lambda s: s.dc),
    _to_c("dc forgotten", "has no dc.", lambda s: s.dh * s.o * _tanh_slope(s.c)),
    _to_c("output tanh's slope forgotten", "has dh o, without the slope.", lambda s: s.dc + s.dh * s.o),
    _to_c("o forgotten on the way to c", "has no o.", lambda s: s.dc + s.dh * _tanh_slope(s.c)),
    _to_c("dc + dh", "adds dh as it is, without o and the slope.", lambda s: s.dc + s.dh),
    _to_c(
        "output slope at c",
        "has 1 − c²: c has not been through a tanh yet.",
        lambda s: s.dc + s.dh * s.o * (1 - s.c**2),
    ),
    _to_c(
        "output slope at h",
        "has 1 − h², but it is tanh(c) that came out of tanh.",
        lambda s: s.dc + s.dh * s.o * (1 - (s.o * np.tanh(s.c)) ** 2),
    ),
    _to_c(
        "output tanh twice",
        "takes tanh a second time: 1 − tanh(tanh(c))².",
        lambda s: s.dc + s.dh * s.o * _tanh_slope(np.tanh(s.c)),
    ),
    _to_c("tanh(c) for its slope", "has tanh(c) where its slope belongs.", lambda s: s.dc + s.dh * s.o * np.tanh(s.c)),
    _to_c("output slope at c_prev", "takes the slope at c_prev.", lambda s: s.dc + s.dh * s.o * _tanh_slope(s.c_prev)),
    _to_c(
        "dc through the output too",
        "sends dc through o and tanh as well.",
        lambda s: (s.dc + s.dh) * s.o * _tanh_slope(s.c),
    ),
    _to_c("dc minus the path through h", "is a difference.", lambda s: s.dc - s.dh * s.o * _tanh_slope(s.c)),
    Wrong("c for c_prev in f", FOR_F + "c.", _with(d_f=lambda s: s.d_c * s.c)),
    Wrong("another factor in f", FOR_F + "f itself.", _with(d_f=lambda s: s.d_c * s.f)),
    Wrong("another factor in f", FOR_F + "dh.", _with(d_f=lambda s: s.dh * s.c_prev)),
    Wrong("another factor in f", FOR_F + "no factor.", _with(d_f=lambda s: s.d_c)),
    Wrong(
        "i and g exchanged",
        FOR_I + "i itself, and what comes to g takes g: exchange them.",
        _with(d_i=lambda s: s.d_c * s.i, d_g=lambda s: s.d_c * s.g),
    ),
    Wrong("another factor in i", FOR_I + "no factor.", _with(d_i=lambda s: s.d_c)),
    Wrong("another factor in i", FOR_I + "c_prev, which belongs to f.", _with(d_i=lambda s: s.d_c * s.c_prev)),
    Wrong("another factor in i", FOR_I + "c.", _with(d_i=lambda s: s.d_c * s.c)),
    Wrong("another factor in g", FOR_G + "no factor.", _with(d_g=lambda s: s.d_c)),
    Wrong("another factor in g", FOR_G + "c_prev, which belongs to f.", _with(d_g=lambda s: s.d_c * s.c_prev)),
    Wrong("output tanh forgotten in o", FOR_O + "c without tanh.", _with(d_o=lambda s: s.dh * s.c)),
    Wrong(
        "gradient of c in o",
        FOR_O + "the gradient of c for dh: o is not in c.",
        _with(d_o=lambda s: s.d_c * np.tanh(s.c)),
    ),
    Wrong("another factor in o", FOR_O + "dc for dh.", _with(d_o=lambda s: s.dc * np.tanh(s.c))),
    Wrong("another factor in o", FOR_O + "tanh(c_prev).", _with(d_o=lambda s: s.dh * np.tanh(s.c_prev))),
    Wrong("another factor in o", FOR_O + "no factor.", _with(d_o=lambda s: s.dh)),
    Wrong(
        "another factor in o",
        FOR_O + "the slope of tanh as well.",
        _with(d_o=lambda s: s.dh * np.tanh(s.c) * _tanh_slope(s.c)),
    ),
    Wrong("f forgotten in dc_prev", BACK + "has no f.", _with(dc_prev=lambda s: s.d_c)),
    Wrong(
        "the path through h forgotten in dc_prev",
        BACK + "is dc f: what came through h is missing.",
        _with(dc_prev=lambda s: s.dc * s.f),
    ),
    Wrong("another factor in dc_prev", BACK + "has i.", _with(dc_prev=lambda s: s.d_c * s.i)),
    Wrong("another factor in dc_prev", BACK + "has o.", _with(dc_prev=lambda s: s.d_c * s.o)),
    Wrong("another factor in dc_prev", BACK + "has 1 − f.", _with(dc_prev=lambda s: s.d_c * (1 - s.f))),
    Wrong(
        "another factor in dc_prev",
        BACK + "has the slope of the sigmoid too.",
        _with(dc_prev=lambda s: s.d_c * GATE(s.f)),
    ),
    Wrong("dc added to dc_prev", BACK + "has dc added once more.", _with(dc_prev=lambda s: s.d_c * s.f + s.dc)),
    Wrong(
        "gate slopes exchanged",
        "The slopes are exchanged: f, i and o come out of a sigmoid, s (1 − s), and g out of a tanh, 1 − g².",
        _with(**_slopes("fiog", CANDIDATE, CANDIDATE, CANDIDATE, GATE)),
    ),
    Wrong(
        "all slopes forgotten",
        "dz stops at the gates. Each sum went through a sigmoid, slope s (1 − s), or for g a tanh, slope 1 − g².",
        _with(**_slopes("fiog", np.ones_like)),
    ),
    _gates("tanh's slope for the gates", "that of tanh.", CANDIDATE),
    _gates("gates' slope forgotten", "missing.", np.ones_like),
    _gates("half of the gates' slope", "1 − s alone.", lambda a: 1 - a),
    _gates("half of the gates' slope", "s alone.", lambda a: a),
    _gates("gates' slope at the gate", "taken of sigmoid(s), a second time.", lambda a: GATE(sigmoid(a))),
    _candidate("sigmoid's slope for the candidate", "that of a sigmoid.", GATE),
    _candidate("candidate's slope forgotten", "missing.", np.ones_like),
    _candidate("candidate's slope without its square", "1 − g.", lambda a: 1 - a),
    _candidate("candidate's slope at the candidate", "1 − tanh(g)²: g has been through tanh already.", _tanh_slope),
    Wrong(
        "all slopes a second time",
        "The gates and g have been through sigmoid and tanh already: their slopes are s (1 − s) and 1 − g².",
        _with(**_slopes("fio", lambda a: GATE(sigmoid(a))), slope_g=_tanh_slope),
    ),
    Wrong(
        "slopes of f and i exchanged",
        "f's gradient is multiplied by the slope of i, and i's by that of f. Each gate has its own.",
        _with(
            **_slopes("fi", np.ones_like),
            d_f=lambda s: s.d_c * s.c_prev * GATE(s.i),
            d_i=lambda s: s.d_c * s.g * GATE(s.f),
        ),
    ),
    Wrong(
        "minus the gradient",
        "Every sign is turned over. The step against the gradient is taken later, in the update of the weights.",
        _with(result=lambda result, s: tuple(-array for array in result)),
    ),
)
