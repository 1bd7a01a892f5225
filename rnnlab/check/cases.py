"""The random examples that a learner's function is run on: the same ones every time."""

import numpy as np

from rnnlab.check.exercises import Case

LARGEST, ROUNDS = 6, 4


def random_cases(make, letters):
    """Random shapes from 1 to 6, a third of them with H == D, and one case in float32.

    Parameters
    ----------
    make : function
        make(draw, **sizes) returns the arguments by name; draw(*shape) gives random numbers.
    letters : str
        The sizes that the exercise has, of "BTDHK"; the K classes take the place of D, and are at least 2.

    Returns
    -------
    list of Case
        In rounds of three: H other than D; H == D, in every other round with a batch of one;
        B == T. The first round has one hidden unit and one example, for there broadcasting hides most.
    """
    rng = np.random.default_rng(0)
    cases = []
    for k in range(ROUNDS):
        for kind in ("any", "H == D", "B == T"):
            B, T, D, H = rng.integers(1, LARGEST + 1, size=4).tolist()
            if kind == "H == D":
                D = H = max(H, 2)
                B = B if k % 2 else 1
            else:
                H, B = (H, B) if k else (1, 1)
                D = D % LARGEST + 1 if D == H else D
            if kind == "B == T" and "T" in letters:
                B = T = max(T, 2)
            sizes = dict(zip("BTDHK", (B, T, D, H, max(D, 2)), strict=True))
            sizes = {letter: size for letter, size in sizes.items() if letter in letters}
            arrays = make(lambda *shape: 0.7 * rng.standard_normal(shape), **sizes)
            cases.append(Case(arrays, sizes=sizes, make=make))
    halved = {name: a.astype(np.float32) if _is_real(a) else a for name, a in cases[-1].arrays.items()}
    return [*cases, cases[-1]._replace(arrays=halved)]


def _is_real(argument):
    """Whether it is an array of real numbers; targets, lengths and letters are whole ones."""
    return isinstance(argument, np.ndarray) and argument.dtype.kind == "f"
