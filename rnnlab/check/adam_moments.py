"""The moments of Adam and their correction, and how they go wrong."""

import numpy as np

from rnnlab.check.adam_parts import BETA_M, BETA_V, EPSILON, corrected, kept, mean, ratio_of, rule, square
from rnnlab.check.exercises import Wrong


def _squares_m(w, dw, m, v, step, rate):
    m = mean(dw, m, BETA_M)
    v = square(m, v, BETA_V)
    return w - rate * ratio_of(corrected(m, BETA_M, step), corrected(v, BETA_V, step), step), m, v


CORRECTION = "m and v start from 0 and are too small at first: divide them by 1 − β^step before use."
FROM_0 = "The step counts from 1: 1 − β^step with the step as it is. With one less, the first step divides by 0."
CARRIED = "carries nothing over: β times the old value is missing. "
MOMENTS = "m = 0.9 m + 0.1 dw, v = 0.999 v + 0.001 dw²."

MOMENTS_WRONG = (
    Wrong(
        "bias correction forgotten",
        f"The bias correction is missing. {CORRECTION}",
        rule(correct_m=kept, correct_v=kept),
    ),
    *(
        Wrong("bias correction forgotten", f"The bias correction is missing. {CORRECTION}", without)
        for without in (
            rule(correct_m=kept, correct_v=kept, ratio=lambda m, v, step: m / np.sqrt(v + EPSILON)),
            *(
                rule(correct_m=kept, correct_v=kept, ratio=lambda m, v, step, e=e: m / (np.sqrt(v) + e))
                for e in (1e-10, 1e-7, 1e-6)
            ),
        )
    ),
    Wrong("only m corrected", f"m is corrected, but v is not. {CORRECTION}", rule(correct_v=kept)),
    Wrong("only v corrected", f"v is corrected, but m is not. {CORRECTION}", rule(correct_m=kept)),
    Wrong("step counted from 0", FROM_0, rule(count=lambda step: step - 1)),
    Wrong(
        "step counted twice",
        "One is added to the step, which already counts from 1: 1 − β^step with the step as it is.",
        rule(count=lambda step: step + 1),
    ),
    Wrong(
        "step ignored",
        "The correction is the same in every step: 1 − β stands for 1 − β^step. It must fade as the steps go on.",
        rule(count=lambda step: 1),
    ),
    Wrong(
        "β step, not β^step",
        "β is multiplied by the step. It is a power: 1 − β**step.",
        rule(
            correct_m=lambda m, beta, step: m / (1 - beta * step),
            correct_v=lambda v, beta, step: v / (1 - beta * step),
        ),
    ),
    Wrong(
        "(1 − β)^step",
        "The power stands outside: (1 − β)^step. It belongs to β alone: 1 − β**step.",
        rule(
            correct_m=lambda m, beta, step: m / (1 - beta) ** step,
            correct_v=lambda v, beta, step: v / (1 - beta) ** step,
        ),
    ),
    Wrong(
        "betas exchanged in the correction",
        "The moments are right, but each is corrected with the other's β: 0.9 is m's, and 0.999 is v's.",
        rule(
            correct_m=lambda m, beta, step: corrected(m, BETA_V, step),
            correct_v=lambda v, beta, step: corrected(v, BETA_M, step),
        ),
    ),
    Wrong(
        "divided by β^step",
        "The moments are divided by β^step. Divide by 1 − β^step, the share of the weights that is not the start's.",
        rule(correct_m=lambda m, beta, step: m / beta**step, correct_v=lambda v, beta, step: v / beta**step),
    ),
    Wrong(
        "correction multiplied",
        "The moments are multiplied by 1 − β^step. They are too small: divide by it.",
        rule(
            correct_m=lambda m, beta, step: m * (1 - beta**step),
            correct_v=lambda v, beta, step: v * (1 - beta**step),
        ),
    ),
    Wrong(
        "corrected after the root",
        "v is corrected after the root. First v̂ = v / (1 − β^step), then its root.",
        rule(correct_v=kept, ratio=lambda m, v, step: m / (np.sqrt(v) / (1 - BETA_V**step) + EPSILON)),
    ),
    Wrong(
        "not squared",
        "v is a mean of the gradients themselves. It is one of their squares: v = 0.999 v + 0.001 dw².",
        rule(second=mean),
    ),
    Wrong(
        "not squared",
        "v is a mean of |dw|. It is one of the squares: v = 0.999 v + 0.001 dw².",
        rule(second=lambda dw, v, beta: mean(np.abs(dw), v, beta)),
    ),
    Wrong(
        "m squared",
        "v squares m. It squares the gradient itself: v = 0.999 v + 0.001 dw².",
        _squares_m,
    ),
    Wrong(
        "m of squares",
        "m is a mean of squares. It is one of the gradients themselves: m = 0.9 m + 0.1 dw.",
        rule(first=square),
    ),
    Wrong(
        "β squared with dw",
        "The share 0.001 is squared as well. Only the gradient is: v = 0.999 v + 0.001 dw².",
        rule(second=lambda dw, v, beta: beta * v + ((1 - beta) * dw) ** 2),
    ),
    Wrong(
        "betas exchanged",
        "The two β are exchanged: 0.9 is m's, and 0.999 is v's, which changes more slowly.",
        rule(betas=(BETA_V, BETA_M)),
    ),
    Wrong("one β for both", "v has the β of m, 0.9. Its own is 0.999.", rule(betas=(BETA_M, BETA_M))),
    *(
        Wrong("another β", f"Your β are {beta_m} and {beta_v}, not 0.9 and 0.999.", rule(betas=(beta_m, beta_v)))
        for beta_m, beta_v in ((0.9, 0.99), (0.9, 0.95), (0.9, 0.98), (0.9, 0.9999), (0.95, 0.999), (0.99, 0.999))
    ),
    Wrong(
        "v adds up",
        "v adds all squares up, as AdaGrad does. Adam's is a mean that forgets: v = 0.999 v + 0.001 dw².",
        rule(second=lambda dw, v, beta: v + dw**2),
    ),
    Wrong("one β for both", "m has the β of v, 0.999. Its own is 0.9.", rule(betas=(BETA_V, BETA_V))),
    *(
        Wrong(
            "β and 1 − β exchanged",
            f"β and 1 − β are exchanged: the old moment keeps the larger share. {MOMENTS}",
            exchanged,
        )
        for exchanged in (
            rule(
                first=lambda dw, m, beta: mean(dw, m, 1 - beta),
                second=lambda dw, v, beta: square(dw, v, 1 - beta),
            ),
            rule(betas=(1 - BETA_M, 1 - BETA_V)),
        )
    ),
    Wrong("1 − β forgotten", f"The gradient enters m whole. {MOMENTS}", rule(first=lambda dw, m, beta: beta * m + dw)),
    Wrong(
        "1 − β forgotten", f"The square enters v whole. {MOMENTS}", rule(second=lambda dw, v, beta: beta * v + dw**2)
    ),
    Wrong(
        "1 − β forgotten",
        f"The gradient and its square enter whole. {MOMENTS}",
        rule(first=lambda dw, m, beta: beta * m + dw, second=lambda dw, v, beta: beta * v + dw**2),
    ),
    Wrong("m not carried", f"m {CARRIED}{MOMENTS}", rule(first=lambda dw, m, beta: (1 - beta) * dw)),
    Wrong("v not carried", f"v {CARRIED}{MOMENTS}", rule(second=lambda dw, v, beta: (1 - beta) * dw**2)),
    Wrong(
        "m and v not carried",
        f"Neither m nor v {CARRIED}{MOMENTS}".replace("carries nothing over", "carries anything over"),
        rule(first=lambda dw, m, beta: (1 - beta) * dw, second=lambda dw, v, beta: (1 - beta) * dw**2),
    ),
)
