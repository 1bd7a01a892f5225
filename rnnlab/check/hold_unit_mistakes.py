"""How holding a unit of an LSTM goes wrong: the known mistakes of lecture 9."""

import numpy as np

from rnnlab.check.exercises import NothingToSay, Wrong
from rnnlab.check.hold_unit_parts import CANDIDATE, FORGET, INPUT, LARGE, OUTPUT, clear, column, held_of

NAMES = "fiog"
EXCHANGED = "f is 0 and i is 1: the unit forgets all, and takes in all. The two biases are exchanged, or the blocks, "
EXCHANGED += "which stand as f, i, o, g (in PyTorch and Keras i comes first)."
ORDER = "What is changed stands in the blocks of {} and {}, for f and i. The blocks of H columns are f, i, o, g."
ONE = "Only {} is held. c' = f c + i g stays c where f is 1 and i is 0, both."
END = "A gate's bias is the wrong one: {}. f = 1 keeps what is there, and i = 0 takes nothing in: 40 for f, −40 for i."
SMALL = "A bias is too near to 0: sigmoid({:.3g}) is 1 − {:.1e}, and what is missing adds up over the steps. "
SMALL += "Take 40 for f, −40 for i."
LOGIT = "The biases are 1 and 0, what f and i shall be. They go through a sigmoid: sigmoid(1) is 0.73, sigmoid(0) 0.5. "
LOGIT += "Take 40 for f, −40 for i."
LEFT = "The bias is set, but in W the column{} still has its numbers: the gate follows h and x. Set W[:, …] to 0 there."
PART = "In W only the rows of {} are cleared. The gate still follows {}: a column has H + D numbers, and all become 0."
BIAS = "The columns of W are cleared, and so a gate stands where its bias puts it; but {}. Take 40 for f, −40 for i."
ROW = "A row of W is cleared: what one number of [h, x] says to all gates. What a gate is made of is a column, W[:, …]."
ALL = "{} of all units. Of each block it is one column, that of the unit: W[:, k H + unit] in block k."
NEIGHBOUR = "Unit {} is held. unit counts from 0, as columns do: it is W[:, k H + unit] in block k."
MIXED = "The blocks are taken apart in the wrong way. The H columns of one block stand side by side: in block k it is "
MIXED += "column k H + unit, not 4 unit + k."
MORE = "f and i are held, and more than these: what o and g do does not matter to c then, and stays as it was."
SHUT = "c stays, but because g is 0. Asked is that i is 0, and that the column of g stays as it is."
WHOLE = "All of W is cleared: no gate of any unit hears of h and x. It is the unit's column in the blocks f and i."
UNCHANGED = "Both come back as they went in. In W the unit's columns of f and i become 0, in b 40 and −40."
FEW = (1, 2, 3, 4, 5, 6, 8, 10, 20)
SMALL_ONES = (*range(2, 28), *np.log(10.0 ** np.arange(1, 12) - 1))


def _too_small(bias):
    return SMALL.format(bias, 1 / (1 + np.exp(bias)))


def _block(where, k):
    words = f"Block {k} of the columns is {NAMES[k]}, and {where} was meant: the blocks of H columns are f, i, o, g."
    tanh = " It is no gate: it goes through tanh." if k == CANDIDATE else ""
    return Wrong(f"{NAMES[k]} for {where}", words + tanh, held_of(**{where: k}))


def _biases(name, words, **biases):
    return Wrong(name, words, held_of(**{where: lambda b, value=value: value for where, value in biases.items()}))


def _at(name, words, place):
    return Wrong(name, words, held_of(in_W=place, in_b=place))


def _neighbour(by):
    def in_block(block, H, unit):
        if not 0 <= unit + by < H:
            raise NothingToSay("there is no such unit here")
        return column(block, H, unit + by)

    return in_block


def _all(block, H, unit):
    return np.arange(block * H, block * H + H)


def _row(W, H, k, gate):
    W[k % H] = 0


def _own_row(W, H, k, gate):
    if np.max(k) >= len(W):
        raise NothingToSay("there is no such row here")
    W[k] = 0


def _rows_of_h(W, H, k, gate):
    W[:H, k] = 0


def _rows_of_x(W, H, k, gate):
    W[H:, k] = 0


def _all_but(left):
    def clear_others(W, H, k, gate):
        if gate != left:
            clear(W, H, k, gate)

    return clear_others


def _everything(W, H, k, gate):
    W[:] = 0


HOLD_UNIT_MISTAKES = (
    Wrong("unchanged", UNCHANGED, held_of(f=None, i=None)),
    Wrong("f and i exchanged", EXCHANGED, held_of(f=INPUT, i=FORGET)),
    *(_block("f", k) for k in (OUTPUT, CANDIDATE)),
    *(_block("i", k) for k in (OUTPUT, CANDIDATE)),
    *(
        Wrong(f"{NAMES[f]} and {NAMES[i]} for f and i", ORDER.format(NAMES[f], NAMES[i]), held_of(f=f, i=i))
        for f, i in (
            (OUTPUT, FORGET),
            (CANDIDATE, FORGET),
            (INPUT, OUTPUT),
            (INPUT, CANDIDATE),
            (OUTPUT, CANDIDATE),
            (CANDIDATE, OUTPUT),
        )
    ),
    Wrong("only f", ONE.format("f"), held_of(i=None)),
    Wrong("only i", ONE.format("i"), held_of(f=None)),
    *(
        Wrong("more than f and i", MORE, held_of(others=others))
        for others in (
            ((OUTPUT, lambda b: LARGE),),
            ((OUTPUT, lambda b: -LARGE),),
            ((OUTPUT, lambda b: b),),
            ((CANDIDATE, lambda b: b),),
            ((CANDIDATE, lambda b: 0),),
            ((OUTPUT, lambda b: b), (CANDIDATE, lambda b: b)),
            ((OUTPUT, lambda b: 0), (CANDIDATE, lambda b: 0)),
        )
    ),
    Wrong("g = 0 for i = 0", SHUT, held_of(i=CANDIDATE, i_bias=lambda b: 0)),
    _biases("bias 1 and 0", LOGIT, f_bias=1, i_bias=0),
    _biases("i = 1", END.format("i is 1"), i_bias=LARGE),
    _biases("f = 0", END.format("f is 0"), f_bias=-LARGE),
    _biases("bias 0", BIAS.format("with a bias of 0 both gates are 1/2"), f_bias=0, i_bias=0),
    _biases("i = 1/2", BIAS.format("with a bias of 0, i is 1/2"), i_bias=0),
    _biases("f = 1/2", BIAS.format("with a bias of 0, f is 1/2"), f_bias=0),
    *(_biases("bias too small", _too_small(b), f_bias=b, i_bias=-b) for b in SMALL_ONES),
    *(_biases("bias too small in f", f"In f: {_too_small(b)}", f_bias=b) for b in FEW),
    *(_biases("bias too small in i", f"In i: {_too_small(b)}", i_bias=-b) for b in FEW),
    Wrong("b left", BIAS.format("b is as it was"), held_of(f_bias=lambda b: b, i_bias=lambda b: b)),
    Wrong("b left in f", BIAS.format("in f it is as it was"), held_of(f_bias=lambda b: b)),
    Wrong("b left in i", BIAS.format("in i it is as it was"), held_of(i_bias=lambda b: b)),
    Wrong("column of W left", LEFT.format(""), held_of(clear=lambda W, H, k, gate: None)),
    Wrong("column of W left in f", LEFT.format(" of f"), held_of(clear=_all_but("f"))),
    Wrong("column of W left in i", LEFT.format(" of i"), held_of(clear=_all_but("i"))),
    Wrong("rows of x left", PART.format("h", "x"), held_of(clear=_rows_of_h)),
    Wrong("rows of h left", PART.format("x", "h"), held_of(clear=_rows_of_x)),
    Wrong("row for column", ROW, held_of(clear=_row)),
    Wrong("row for column", ROW, held_of(clear=_own_row)),
    Wrong("whole W cleared", WHOLE, held_of(clear=_everything)),
    _at("all units held", ALL.format("The gates f and i are held"), _all),
    Wrong("all units in W", ALL.format("In W the columns are cleared"), held_of(in_W=_all)),
    Wrong("all units in b", ALL.format("In b the biases are set"), held_of(in_b=_all)),
    _at("unit counted from 1", NEIGHBOUR.format("unit − 1"), _neighbour(-1)),
    _at("unit + 1 for unit", NEIGHBOUR.format("unit + 1"), _neighbour(1)),
    _at("blocks mixed", MIXED, lambda block, H, unit: 4 * unit + block),
    Wrong(
        "b, W returned",
        "Both come back, but in the other order: return W, b.",
        held_of(result=lambda result, s: result[::-1]),
    ),
)
