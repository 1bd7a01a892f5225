"""The step of an RNN, and all its steps, made of parts that can go wrong."""

import numpy as np

from rnnlab.check.places import places


def join(h, x):
    """What meets W_h: the joined row [h, x]."""
    return np.concatenate([h, x], axis=-1)


def finish(z, b, activation, h):
    """The new state, made of the product and the bias."""
    return activation(z + b)


@places("x", "h", "W_h", "b_h")
def step_of(join=join, activation=np.tanh, finish=finish):
    """The step of these parts."""
    return lambda x, h, W_h, b_h: finish(join(h, x) @ W_h, b_h, activation, h)


@places("x", "h0", "W_h", "b_h")
def forward_of(read=lambda x, t: x[:, t], carry=lambda new, h0: new, **parts):
    """All steps: each reads its input, and hands its state to the next one; the other parts are a step's."""
    step = step_of(**parts)

    def forward(x, h0, W_h, b_h):
        h, states = h0, []
        for t in range(x.shape[1]):
            new = step(read(x, t), h, W_h, b_h)
            h = carry(new, h0)
            states.append(new)
        return np.stack(states, axis=1)

    return forward
