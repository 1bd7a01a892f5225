"""How the candidate of a GRU goes wrong, where the reset gate stands in it, and how its mixture with h does."""

import numpy as np

ON_X = "The reset gate also multiplies what x says. It resets the state alone: r (h W_nh + b_hn), and x W_nx + b_n "
ON_X += "beside it."
IGNORED = "The reset gate does nothing: the candidate is the same for every r. It needs r (h W_nh + b_hn)."
FORGOTTEN = "b_hn is missing: it belongs to what h says to the candidate, r (h W_nh + b_hn)."

# Name, sentence, and the sum: u is what h says to the candidate, h W_nh, and x what x says, x W_nx; b is b_n.
CANDIDATES = (
    ("reset on x too", ON_X, lambda u, x, b, b_hn, r, z: r * (x + b + u + b_hn)),
    ("reset on x too", ON_X, lambda u, x, b, b_hn, r, z: r * (x + u + b_hn) + b),
    ("reset on x too", ON_X, lambda u, x, b, b_hn, r, z: r * (x + u) + b + b_hn),
    ("reset on x too", ON_X, lambda u, x, b, b_hn, r, z: r * (x + b + u) + b_hn),
    ("reset on x too", ON_X, lambda u, x, b, b_hn, r, z: r * (x + b + u)),
    ("reset ignored", IGNORED, lambda u, x, b, b_hn, r, z: x + b + u + b_hn),
    ("reset ignored", IGNORED, lambda u, x, b, b_hn, r, z: x + b + u),
    ("b_hn forgotten", FORGOTTEN, lambda u, x, b, b_hn, r, z: x + b + r * u),
    (
        "b_hn outside the reset",
        "b_hn is added beside the reset gate. It is inside: r multiplies the whole of h W_nh + b_hn. Outside it "
        "would only be a second b_n.",
        lambda u, x, b, b_hn, r, z: x + b + r * u + b_hn,
    ),
    (
        "reset on b_hn alone",
        "The reset gate multiplies b_hn alone. It multiplies all that h says, r (h W_nh + b_hn), so the candidate "
        "needs two products, one of x and one of h.",
        lambda u, x, b, b_hn, r, z: x + b + u + r * b_hn,
    ),
    (
        "b_n inside the reset",
        "b_n is inside the reset gate. It belongs to what x says: x W_nx + b_n + r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: x + r * (u + b + b_hn),
    ),
    (
        "b_n and b_hn exchanged",
        "b_n and b_hn stand in each other's place: b_n beside the reset gate, b_hn inside.",
        lambda u, x, b, b_hn, r, z: x + b_hn + r * (u + b),
    ),
    (
        "b_n for b_hn",
        "b_n stands in the place of b_hn too. Inside the reset stands b_hn: r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: x + b + r * (u + b),
    ),
    (
        "b_hn for b_n",
        "b_hn stands in the place of b_n. It belongs inside the reset: x W_nx + b_n + r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: x + b_hn + r * u,
    ),
    (
        "b_n forgotten",
        "b_n, the last block of b, is missing: x W_nx + b_n + r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: x + r * (u + b_hn),
    ),
    (
        "h twice in the candidate",
        "h reaches the candidate twice: with all of [h, x] W_n, and again with the reset. Multiply only x by the "
        "last D rows of W_n, and h by the first H.",
        lambda u, x, b, b_hn, r, z: x + b + u + r * (u + b_hn),
    ),
    (
        "h missing in the candidate",
        "h does not reach the candidate: it needs r (h W_nh + b_hn) beside x W_nx + b_n.",
        lambda u, x, b, b_hn, r, z: x + b + r * b_hn,
    ),
    (
        "x missing in the candidate",
        "x does not reach the candidate: it needs x W_nx + b_n beside r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: b + r * (u + b_hn),
    ),
    (
        "z for r",
        "The update gate z stands where the reset gate r belongs: r (h W_nh + b_hn).",
        lambda u, x, b, b_hn, r, z: x + b + z * (u + b_hn),
    ),
    (
        "r mirrored",
        "1 − r stands where r belongs: the reset gate keeps where it is 1, and resets where it is 0.",
        lambda u, x, b, b_hn, r, z: x + b + (1 - r) * (u + b_hn),
    ),
)

# Name, sentence, and the new state.
MIXTURES = (
    (
        "z ignored",
        "The candidate alone comes back. Mix it with the old state: h' = (1 − z) n + z h.",
        lambda n, h, r, z: n,
    ),
    (
        "old state forgotten",
        "The old state is missing in the mixture: h' = (1 − z) n + z h.",
        lambda n, h, r, z: (1 - z) * n,
    ),
    (
        "old state forgotten",
        "The old state is missing in the mixture: h' = (1 − z) n + z h.",
        lambda n, h, r, z: z * n,
    ),
    (
        "1 − z forgotten",
        "1 − z is missing: the two shares must add up to 1, h' = (1 − z) n + z h.",
        lambda n, h, r, z: n + z * h,
    ),
    (
        "1 − z forgotten",
        "1 − z is missing: the two shares must add up to 1, h' = (1 − z) n + z h.",
        lambda n, h, r, z: z * n + h,
    ),
    (
        "z for both",
        "z multiplies both. The two shares must add up to 1: h' = (1 − z) n + z h.",
        lambda n, h, r, z: z * n + z * h,
    ),
    (
        "r for z",
        "The reset gate r mixes where the update gate z should: h' = (1 − z) n + z h.",
        lambda n, h, r, z: (1 - r) * n + r * h,
    ),
    (
        "r for z",
        "The reset gate r multiplies the old state in the mixture. z should: h' = (1 − z) n + z h.",
        lambda n, h, r, z: (1 - z) * n + r * h,
    ),
    (
        "reset in the mixture",
        "The reset gate also multiplies the old state in the mixture. It works on the candidate alone: h' = (1 − z) n "
        "+ z h.",
        lambda n, h, r, z: (1 - z) * n + z * r * h,
    ),
    (
        "tanh on the way out",
        "The mixture goes through a tanh. A GRU has none there: h' = (1 − z) n + z h is all.",
        lambda n, h, r, z: np.tanh((1 - z) * n + z * h),
    ),
    ("h unchanged", "The state comes back as it went in: h' = (1 − z) n + z h.", lambda n, h, r, z: h),
)
