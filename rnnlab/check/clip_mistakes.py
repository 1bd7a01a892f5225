"""How clipping by the norm goes wrong: the known mistakes of lecture 6."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.places import places


def norm_of_all(*arrays):
    """The root of the sum of all squares."""
    return np.sqrt(sum(np.sum(array**2) for array in arrays))


def right_clip(dW, db, limit):
    """Both arrays, scaled together so that the norm of all their numbers is at most `limit`."""
    norm = norm_of_all(dW, db)
    return (dW, db) if norm <= limit else (dW * (limit / norm), db * (limit / norm))


@places("dW", "db", "limit")
def clip_of(
    measure=norm_of_all,
    is_large=lambda size, limit: size > limit,
    factor=lambda limit, size: limit / size,
    of_dW=lambda dW, factor: dW * factor,
    of_db=lambda db, factor: db * factor,
):
    """Clipping made of these parts: what is measured, what is too large, the factor, and what it is used on."""

    def clip(dW, db, limit):
        size = measure(dW, db)
        by = factor(limit, size) if is_large(size, limit) else 1
        return of_dW(dW, by), of_db(db, by)

    return clip


def _always(factor):
    """Both scaled whether they are above the limit or not."""
    return clip_of(is_large=lambda size, limit: True, factor=factor)


def _each(function):
    """One array at a time."""
    return lambda dW, db, limit: (function(dW, limit), function(db, limit))


def _alone(array, limit):
    return right_clip(array, 0 * array, limit)[0]


def _rows(axis):
    def clip(array, limit):
        norms = np.sqrt(np.sum(array**2, axis=min(axis, array.ndim - 1), keepdims=True))
        return array * np.minimum(1, limit / np.maximum(norms, 1e-12))

    return clip


def _one_after_the_other(dW, db, limit):
    dW = right_clip(dW, db, limit)[0]
    return dW, right_clip(dW, db, limit)[1]


def _compared_apart(dW, db, limit):
    return right_clip(dW, db, limit) if max(norm_of_all(dW), norm_of_all(db)) > limit else (dW, db)


def _dropped(dW, db, limit):
    return (dW, db) if norm_of_all(dW, db) <= limit else (0 * dW, 0 * db)


VALUE = (
    "Each number is cut at the limit on its own. That turns the gradient to another direction: scale all by one factor."
)
ALWAYS = "The gradient is scaled to the limit even where it is smaller. Only what is above the limit is clipped: the "
ALWAYS += "factor is 1, or limit / norm if that is less."
SMALL = (
    "What is small is scaled up to the limit, and what is large stays. The factor is limit / norm where that is less "
)
SMALL += "than 1, else 1."
NORM = "The norm is the root of the sum of the squares of all numbers, of dW and db together. Yours is "
ONE = "It comes back with norm 1, whatever the limit: the factor is limit / norm, where that is less than 1."
PART = "One norm and one factor belong to all arrays: the gradient is one long vector. Yours "


def _measured(name, words, measure):
    return Wrong(name, NORM + words, clip_of(measure=measure))


CLIP_MISTAKES = (
    Wrong(
        "each array alone",
        "dW and db are clipped each by its own norm. That changes the direction of the whole: take the norm of all "
        "numbers together, and one factor for both.",
        _each(_alone),
    ),
    Wrong("by value", VALUE, _each(lambda array, limit: np.clip(array, -limit, limit))),
    Wrong("by value", VALUE + " And what is far below 0 is not cut at all.", _each(np.minimum)),
    Wrong(
        "direction lost",
        "Only the signs are left, all of one size. A gradient's direction is in its proportions: scale all alike.",
        _each(lambda array, limit: limit * np.sign(array)),
    ),
    Wrong(
        "norm 0 gives NaN",
        "A gradient of zeros comes back as NaN: 0 / 0. Divide by the norm only where it is above the limit.",
        _always(lambda limit, norm: np.minimum(norm, limit) / norm),
    ),
    Wrong(
        "always scaled to the limit", ALWAYS + " And for zeros it is 0 / 0.", _always(lambda limit, norm: limit / norm)
    ),
    Wrong("always scaled to the limit", ALWAYS, _always(lambda limit, norm: limit / norm if norm > 0 else 1)),
    Wrong("condition upside down", SMALL, _always(lambda limit, norm: limit / norm if 0 < norm < limit else 1)),
    Wrong("condition upside down", SMALL, _always(lambda limit, norm: np.maximum(1, limit / norm))),
    Wrong(
        "upside down",
        "The factor is upside down: norm / limit makes a large gradient larger. It is limit / norm.",
        clip_of(factor=lambda limit, norm: norm / limit),
    ),
    _measured("root forgotten", "the sum, without the root.", lambda dW, db: norm_of_all(dW, db) ** 2),
    Wrong(
        "root forgotten",
        NORM + "without the root in the factor.",
        clip_of(factor=lambda limit, norm: limit / norm**2),
    ),
    Wrong(
        "root forgotten",
        NORM + "compared with the limit without the root.",
        _always(lambda limit, norm: limit / norm if norm**2 > limit else 1),
    ),
    _measured(
        "largest number for the norm",
        "the largest absolute value.",
        lambda dW, db: max(np.abs(dW).max(), np.abs(db).max()),
    ),
    _measured(
        "largest number for the norm", "the largest number, without its sign.", lambda dW, db: max(dW.max(), db.max())
    ),
    _measured(
        "sum of absolute values", "the sum of the absolute values.", lambda dW, db: np.abs(dW).sum() + np.abs(db).sum()
    ),
    _measured(
        "mean for the sum",
        "a mean: it is the smaller the more weights there are.",
        lambda dW, db: norm_of_all(dW, db) / np.sqrt(dW.size + db.size),
    ),
    _measured(
        "two norms added",
        "the sum of two norms. Add the squares, then take the root.",
        lambda dW, db: norm_of_all(dW) + norm_of_all(db),
    ),
    _measured("larger of two norms", "the larger of the two.", lambda dW, db: max(norm_of_all(dW), norm_of_all(db))),
    Wrong("larger of two norms", NORM + "compared with the limit for dW and db apart.", _compared_apart),
    _measured(
        "largest singular value",
        "made with the largest singular value of dW: np.linalg.norm(dW, 2).",
        lambda dW, db: np.sqrt(np.linalg.norm(dW, 2) ** 2 + np.sum(db**2)),
    ),
    Wrong("db not in the norm", PART + "is made of dW alone.", clip_of(measure=lambda dW, db: norm_of_all(dW))),
    Wrong("dW not in the norm", PART + "is made of db alone.", clip_of(measure=lambda dW, db: norm_of_all(db))),
    Wrong("db not scaled", PART + "is not used on db.", clip_of(of_db=lambda db, factor: db)),
    Wrong("dW not scaled", PART + "is not used on dW.", clip_of(of_dW=lambda dW, factor: dW)),
    Wrong(
        "only dW clipped",
        PART + "looks at dW alone, and leaves db as it is.",
        lambda dW, db, limit: (_alone(dW, limit), db),
    ),
    Wrong(
        "norm taken again",
        PART + "is taken a second time for db, when dW has been scaled already.",
        _one_after_the_other,
    ),
    Wrong("each row alone", PART + "clips each row by its own norm.", _each(_rows(1))),
    Wrong("each column alone", PART + "clips each column by its own norm.", _each(_rows(0))),
    Wrong("limit forgotten", ONE, clip_of(factor=lambda limit, norm: 1 / norm)),
    Wrong("limit forgotten", ONE, _always(lambda limit, norm: 1 / norm)),
    Wrong(
        "norm forgotten",
        "What is too large is multiplied by the limit. Divide by the norm too: limit / norm.",
        clip_of(factor=lambda limit, norm: limit),
    ),
    Wrong(
        "norm forgotten",
        "It is multiplied by the norm or the limit. Divide by the norm: the factor is limit / norm.",
        _always(lambda limit, norm: np.minimum(norm, limit)),
    ),
    Wrong("set to zero", "What is too large comes back as zeros: nothing is learnt. Scale it down instead.", _dropped),
    Wrong(
        "unchanged",
        "Both come back as they went in. What is too large is scaled by limit / norm.",
        clip_of(result=lambda result, s: (s.dW, s.db)),
    ),
)
