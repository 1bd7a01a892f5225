"""Lecture 5: weights scaled to a spectral radius, and how that goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, NothingToSay, Wrong
from rnnlab.check.places import places
from rnnlab.networks.init import scale_to_radius, spectral_radius

NORM = "It is scaled by the norm, the largest singular value: how much one step can stretch at most. That is never "
NORM += "less than the spectral radius: take the eigenvalues of W_hh, and the largest absolute value among them."
FROBENIUS = "It is scaled by the root of the sum of all squares (np.linalg.norm without a second argument). The "
FROBENIUS += "spectral radius is the largest absolute value among the eigenvalues."
SUMS = "It is scaled by the largest sum of a row or a column. That is a bound on the spectral radius, not the radius."
SQUARED = "A radius counts twice: what is squared should stand once. The factor is the new radius over the old one."
ABS = "The absolute value is missing, or comes too late: an eigenvalue of −2 counts as 2, and a complex one as its "
ABS += "length. Take np.abs of all eigenvalues first, then the largest."
REAL = "The imaginary part is lost. The size of an eigenvalue a + bi is √(a² + b²): np.abs of the complex number."
ENTRY = "It is scaled by one entry of W_hh. No entry is an eigenvalue: use np.linalg.eigvals(W_hh)."
FIRST = "It is scaled by the eigenvalue that happens to stand first. They have no order: take the largest."


@places("W_hh", "radius")
def scaled_of(measure=spectral_radius, factor=lambda new, old: new / old):
    """Scaling by a factor made of the new radius and of what is measured; where that is no number, it says nothing."""

    def scaled(W_hh, radius):
        by = factor(radius, measure(W_hh))
        if np.iscomplexobj(by) or not np.isfinite(by):
            raise NothingToSay("this mistake has no result here")
        return W_hh * np.asarray(by).astype(W_hh.dtype)

    return scaled


def _by(measure):
    return scaled_of(measure=measure)


def _eigenvalues(W_hh):
    return np.linalg.eigvals(W_hh)


def _times(factor):
    return scaled_of(factor=factor)


SPECTRAL_SCALING_WRONG = (
    Wrong("scaled by the norm", NORM, _by(lambda W: np.linalg.norm(W, 2))),
    Wrong("scaled by the Frobenius norm", FROBENIUS, _by(np.linalg.norm)),
    Wrong("scaled by a row or column sum", SUMS, _by(lambda W: np.linalg.norm(W, 1))),
    Wrong("scaled by a row or column sum", SUMS, _by(lambda W: np.linalg.norm(W, np.inf))),
    Wrong("squared", SQUARED, _times(lambda new, old: (new / old) ** 2)),
    Wrong("squared", SQUARED, _times(lambda new, old: new / old**2)),
    Wrong("squared", SQUARED, _times(lambda new, old: new**2 / old)),
    Wrong(
        "square root",
        "A root stands where none belongs. The factor is radius / old radius.",
        _times(lambda new, old: (new / old) ** 0.5),
    ),
    Wrong("abs forgotten", ABS, _by(lambda W: _eigenvalues(W).max())),
    Wrong("abs forgotten", ABS, _by(lambda W: _eigenvalues(W).real.max())),
    Wrong("abs forgotten", ABS, _by(lambda W: np.abs(_eigenvalues(W).max()))),
    Wrong("abs forgotten", ABS, _by(lambda W: np.abs(_eigenvalues(W).real.max()))),
    Wrong("imaginary part forgotten", REAL, _by(lambda W: np.abs(_eigenvalues(W).real).max())),
    Wrong(
        "real part forgotten",
        "The real part is lost. The size of an eigenvalue a + bi is √(a² + b²): np.abs of the complex number.",
        _by(lambda W: np.abs(_eigenvalues(W).imag).max()),
    ),
    Wrong(
        "eigvalsh",
        "np.linalg.eigvalsh is for symmetric matrices, and reads only one half of W_hh. Use np.linalg.eigvals.",
        _by(lambda W: np.abs(np.linalg.eigvalsh(W)).max()),
    ),
    Wrong("first eigenvalue", FIRST, _by(lambda W: np.abs(_eigenvalues(W)[0]))),
    Wrong(
        "smallest eigenvalue",
        "It is scaled by the smallest eigenvalue. In the long run the largest one counts.",
        _by(lambda W: np.abs(_eigenvalues(W)).min()),
    ),
    Wrong("from one entry", ENTRY, _by(lambda W: np.abs(W).max())),
    Wrong("from one entry", ENTRY, _by(lambda W: W.max())),
    Wrong("from one entry", ENTRY, _by(lambda W: W[0, 0])),
    Wrong(
        "multiplied, not divided",
        "It is multiplied by the old radius. Divide by it: then the radius is 1, and times the new one it is right.",
        _times(lambda new, old: new * old),
    ),
    Wrong(
        "upside down",
        "The division is upside down: the factor is the new radius over the old one.",
        _times(lambda new, old: old / new),
    ),
    Wrong(
        "old radius forgotten",
        "W_hh is multiplied by the new radius, but it had a radius of its own: divide by that first.",
        _times(lambda new, old: new),
    ),
    Wrong(
        "new radius forgotten",
        "Your W_hh has a spectral radius of 1 whatever was asked for: multiply by the radius that is given.",
        _times(lambda new, old: 1 / old),
    ),
    Wrong(
        "unchanged",
        "W_hh comes back as it went in. Multiply it by radius / old radius.",
        scaled_of(result=lambda result, s: s.W_hh),
    ),
)

NEGATIVE = np.array([[-2.0, 1.0], [0.0, 1.0]])
TURNING = np.array([[1.0, -2.0], [2.0, 1.0]])
STEEP = np.array([[0.5, 4.0], [0.0, 0.25]])


def _weights(draw, H):
    return {"W_hh": draw(H, H), "radius": round(0.3 + abs(float(draw())), 2)}


SPECTRAL_SCALING = Exercise(
    name="spectral_scaling",
    lecture=5,
    forms=(("W_hh", "radius"),),
    returns={"W_hh": "(H, H)"},
    cases=(
        Case({"W_hh": NEGATIVE, "radius": 0.9}, "the eigenvalues are −2 and 1, so the radius is 2"),
        Case({"W_hh": TURNING, "radius": 0.9}, "the eigenvalues are 1 + 2i and 1 − 2i, so the radius is √5"),
        Case({"W_hh": STEEP, "radius": 0.9}, "the eigenvalues are 0.5 and 0.25, however large the 4 is"),
        *random_cases(_weights, "H"),
    ),
    right=scale_to_radius,
    wrong=SPECTRAL_SCALING_WRONG,
)
