"""How drawing letters from a network goes wrong: the known mistakes of lecture 8's sample."""

import numpy as np

from rnnlab.check.draw_mistakes import DRAW_MISTAKES
from rnnlab.check.exercises import Wrong
from rnnlab.check.sampler import probabilities, read_out, row_of, sampler, softmax, unshifted
from rnnlab.check.slips import changed
from rnnlab.networks.activations import identity, relu, sigmoid


def _x_first(n):
    return np.concatenate([n.x, n.h]) @ n.W_h + n.b_h


def _hidden_row(n):
    """The row of what is read, but looked up in W_h from its top."""
    return n.h @ n.W_h[: n.H] + n.x @ n.W_h[: n.K] + n.b_h


def _after_the_first(s):
    return np.tanh(s.h0 @ s.W_h[: len(s.h0)] + s.W_h[len(s.h0) + s.first] + s.b_h)


TWICE = "The first letter is read twice: h0 is already the state before it. Read it once, in the first step."
FED = "Each step is fed the same first letter. The letter that was drawn is the next step's input."
CARRIED = "Each step starts from h0 again. The new state must be carried to the next step: h = tanh(…)."
FIRST = "The first letter is among the results. It was given, not drawn: return the N letters that come after it."
ROW = "The letter's row is looked up in W_h from its top, where the hidden rows are. The rows of x come after them: "
ROW += "W_h[H + letter], which is what a one-hot row picks."
RELU = "A relu stands where tanh belongs: h = tanh([h, x] W_h + b_h)."
BIAS = "b_{} is missing: {}."


SAMPLE_MISTAKES = (
    *DRAW_MISTAKES,
    Wrong("state not carried", CARRIED, sampler(carry=lambda new, h0: h0)),
    Wrong(
        "h0 ignored",
        "The first step does not start from h0: your letters are those for a start of zeros.",
        sampler(**changed("h0", np.zeros_like)),
    ),
    Wrong("first letter fed again", FED, sampler(feed=lambda n: row_of(n, n.first))),
    Wrong("first letter read twice", TWICE, sampler(h0=_after_the_first)),
    Wrong(
        "probabilities fed",
        "The probabilities are the next input. It is the one-hot row of the letter that was drawn.",
        sampler(feed=lambda n: n.chances[-1]),
    ),
    Wrong(
        "probabilities fed",
        "The logits are the next input. It is the one-hot row of the letter that was drawn.",
        sampler(feed=lambda n: n.logits / n.temperature),
    ),
    Wrong(
        "likeliest letter fed",
        "The likeliest letter is the next input, whichever was drawn. Feed the letter that was drawn.",
        sampler(feed=lambda n: n.one_hot[n.logits.argmax()]),
    ),
    Wrong(
        "letter fed one step late",
        "A letter is read one step late: the input of step n is the letter of step n − 1.",
        sampler(feed=lambda n: row_of(n, [n.first, *n.letters][-2])),
    ),
    Wrong("first letter among the letters", FIRST, sampler(back=lambda n: [n.first, *n.letters])),
    Wrong("first letter among the letters", FIRST, sampler(back=lambda n: [n.first, *n.letters[:-1]])),
    Wrong(
        "last letter only",
        "Only the last letter comes back. Collect all N, one for each u.",
        sampler(back=lambda n: n.letters[-1]),
    ),
    Wrong(
        "last letter only",
        "Only the last letter comes back. Collect all N, one for each u.",
        sampler(back=lambda n: n.letters[-1:]),
    ),
    *(
        Wrong(
            "first step only",
            "Only one letter is drawn. Is there a return inside the loop? It belongs after it.",
            sampler(back=back),
        )
        for back in (lambda n: n.letters[:1], lambda n: n.letters[0])
    ),
    Wrong(
        "last letter missing",
        "The last letter is missing: there is one letter for each u, N in all.",
        sampler(back=lambda n: n.letters[:-1]),
    ),
    Wrong(
        "read-out before the step",
        "The letter is drawn from the state before the step: its input has not been read yet. First h = tanh(…), then "
        "the logits of that h.",
        sampler(early=True),
    ),
    *(
        Wrong(
            "no tanh",
            "The state has no tanh: h = tanh([h, x] W_h + b_h), and the logits are read from that.",
            sampler(activation=identity, weigh=weigh),
        )
        for weigh in (probabilities, unshifted)
    ),
    Wrong("sigmoid", "A sigmoid stands where tanh belongs: h = tanh([h, x] W_h + b_h).", sampler(activation=sigmoid)),
    *(Wrong("relu", RELU, sampler(activation=relu, weigh=weigh)) for weigh in (probabilities, unshifted)),
    Wrong(
        "softmax for tanh",
        "The state goes through a softmax where tanh belongs. The softmax comes once, after the logits.",
        sampler(activation=softmax),
    ),
    Wrong(
        "tanh on the logits",
        "The logits go through a tanh: then no letter can be much likelier than another. They are h W_hy + b_y.",
        sampler(read=lambda n: np.tanh(read_out(n))),
    ),
    Wrong(
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W_h. Hidden first, always: [h, x].",
        sampler(state=_x_first),
    ),
    Wrong(
        "W_hh transposed",
        "The hidden rows of W_h are transposed. They are square, so no error says so: h stands left of them.",
        sampler(W_h=lambda s: np.concatenate([s.W_h[: len(s.h0)].T, s.W_h[len(s.h0) :]])),
    ),
    Wrong(
        "temperature in the state",
        "The temperature divides the sum inside tanh. It divides the logits, h W_hy + b_y.",
        sampler(W_h=lambda s: s.W_h / s.temperature, b_h=lambda s: s.b_h / s.temperature, temperature=lambda s: 1.0),
    ),
    Wrong("hidden row for the letter's", ROW, sampler(state=_hidden_row)),
    Wrong(
        "letter ignored",
        "The letter does not reach the state: join its one-hot row to h, [h, x].",
        sampler(state=lambda n: n.h @ n.W_h[: n.H] + n.b_h),
    ),
    Wrong(
        "state ignored",
        "The old state does not reach the new one: the joined row is [h, x].",
        sampler(state=lambda n: n.x @ n.W_h[n.H :] + n.b_h),
    ),
    Wrong(
        "letter as a number",
        "The letter goes in as a number, as if letter 4 were twice letter 2. It is a one-hot row: a 1 at its place.",
        sampler(state=lambda n: n.h @ n.W_h[: n.H] + n.x @ np.arange(n.K) * n.W_h[n.H :].sum(axis=0) + n.b_h),
    ),
    Wrong("b_h forgotten", BIAS.format("h", "h = tanh([h, x] W_h + b_h)"), sampler(**changed("b_h", np.zeros_like))),
    Wrong("b_y forgotten", BIAS.format("y", "the logits are h W_hy + b_y"), sampler(**changed("b_y", np.zeros_like))),
    Wrong(
        "biases forgotten",
        "Both biases are missing: h = tanh([h, x] W_h + b_h), and the logits are h W_hy + b_y.",
        sampler(**changed("b_h", np.zeros_like), **changed("b_y", np.zeros_like)),
    ),
)
