"""How a step of Adam goes wrong: the known mistakes of lecture 8's rule."""

import numpy as np

from rnnlab.check.adam_moments import MOMENTS_WRONG
from rnnlab.check.adam_parts import BETA_M, BETA_V, EPSILON, corrected, kept, rule
from rnnlab.check.exercises import Wrong

ROOT = "The update is m̂ / (√v̂ + ε)."


ADAM_MISTAKES = (
    *MOMENTS_WRONG,
    Wrong(
        "ε inside the root",
        "ε is added under the root: √(v̂ + ε) is never below 0.0001. It stands beside the root: √v̂ + ε.",
        rule(ratio=lambda m, v, step: m / np.sqrt(v + EPSILON)),
    ),
    Wrong(
        "ε before the correction",
        "ε is added to √v, and the correction comes later. That is the form of TensorFlow, with another ε; here it is "
        "added to the root of the corrected v̂.",
        rule(ratio=lambda m, v, step: m / (np.sqrt(v) + EPSILON / np.sqrt(1 - BETA_V**step))),
    ),
    Wrong(
        "ε forgotten",
        "ε is missing beside the root: where a gradient was always 0, 0 is divided by 0.",
        rule(ratio=lambda m, v, step: m / np.sqrt(v)),
    ),
    Wrong(
        "ε as the least divisor",
        f"The root is replaced by ε where it is smaller. ε is added to it. {ROOT}",
        rule(ratio=lambda m, v, step: m / np.maximum(np.sqrt(v), EPSILON)),
    ),
    *(
        Wrong(
            "another ε", f"Your ε is {e:g}. Here it is 1e-8.", rule(ratio=lambda m, v, step, e=e: m / (np.sqrt(v) + e))
        )
        for e in (1e-10, 1e-9, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
    ),
    Wrong(
        "sign",
        "The weights go up the gradient, and the loss with them. Subtract: w − rate m̂ / (√v̂ + ε).",
        rule(change=lambda w, update, rate: w + rate * update),
    ),
    Wrong(
        "rate twice",
        "The rate multiplies twice. Once is enough: w − rate m̂ / (√v̂ + ε).",
        rule(change=lambda w, update, rate: w - rate**2 * update),
    ),
    Wrong(
        "rate forgotten",
        "The rate is missing: w − rate m̂ / (√v̂ + ε).",
        rule(change=lambda w, update, rate: w - update),
    ),
    Wrong("root forgotten", f"There is no root. {ROOT}", rule(ratio=lambda m, v, step: m / (v + EPSILON))),
    Wrong(
        "v multiplied",
        f"It is multiplied by the root. {ROOT}",
        rule(ratio=lambda m, v, step: m * (np.sqrt(v) + EPSILON)),
    ),
    Wrong("v not used", f"The update does not use v. {ROOT}", rule(ratio=lambda m, v, step: m)),
    Wrong(
        "m not used",
        f"The update uses the gradient alone, and m not. {ROOT}",
        rule(used=lambda new, old, dw: (dw, new[1]), correct_m=kept),
    ),
    *(
        Wrong(
            "old moments used",
            f"The update is made of the old {name}. First the new moments, then the weights.",
            rule(used=used),
        )
        for name, used in (
            ("m", lambda new, old, dw: (old[0], new[1])),
            ("v", lambda new, old, dw: (new[0], old[1])),
            ("m and v", lambda new, old, dw: old),
        )
    ),
    Wrong(
        "corrected moments returned",
        "The corrected m̂ and v̂ come back. Return m and v as they are: the next step carries them on, and corrects them "
        "for itself.",
        rule(back=lambda w, m, v, m_hat, v_hat: (w, m_hat, v_hat)),
    ),
    Wrong(
        "old moments returned",
        "m and v come back as they went in. Return the new ones.",
        rule(result=lambda new, s: (new[0], s.m, s.v)),
    ),
    Wrong(
        "change returned",
        "The change of the weights comes back, not the new weights: return w − rate m̂ / (√v̂ + ε).",
        rule(change=lambda w, update, rate: rate * update),
    ),
    Wrong(
        "change returned",
        "The change of the weights comes back, not the new weights: return w − rate m̂ / (√v̂ + ε), w included.",
        rule(change=lambda w, update, rate: -rate * update),
    ),
    Wrong(
        "w unchanged",
        "The weights come back as they went in: return w − rate m̂ / (√v̂ + ε).",
        rule(change=lambda w, update, rate: w),
    ),
    *(
        Wrong(
            "another order returned",
            "All three are right, but they come back in another order: return w, m, v.",
            rule(back=back),
        )
        for back in (
            lambda w, m, v, m_hat, v_hat: (m, v, w),
            lambda w, m, v, m_hat, v_hat: (w, v, m),
        )
    ),
    Wrong(
        "rate not used",
        "The weights move by a rate of 0.001, whatever rate is given. Use the rate.",
        rule(rate=lambda s: 0.001),
    ),
    *(
        Wrong(
            "m left out",
            "There is no m: that is RMSprop, dw over the root of v. Adam has m in the place of dw.",
            rule(
                used=lambda new, old, dw: (dw, new[1]),
                correct_m=kept,
                correct_v=correct,
                result=lambda new, s: (new[0], s.m, new[2]),
            ),
        )
        for correct in (kept, corrected)
    ),
    *(
        Wrong(
            "v left out",
            "There is no v: that is descent with momentum. Adam divides by the root of v.",
            rule(
                first=lambda dw, m, beta, share=share: beta * m + share * dw,
                correct_m=kept,
                ratio=lambda m, v, step: m,
                result=lambda new, s: (*new[:2], s.v),
            ),
        )
        for share in (1, 1 - BETA_M)
    ),
    Wrong(
        "plain gradient descent",
        "That is plain descent, w − rate dw, and m and v come back as they went in. Adam divides a mean of the "
        "gradients by the root of a mean of their squares.",
        rule(result=lambda new, s: (s.w - s.rate * s.dw, s.m, s.v)),
    ),
)
