"""A function whose numbers are all right: what may still be wrong with it, and what is remarked."""

import numpy as np

from rnnlab.check.comparing import same
from rnnlab.check.result import PASSED
from rnnlab.check.symptoms import REMEMBERS


def look_closer(outcomes, wanted, changed, memory):
    """Name and sentence for a function whose numbers are all right.

    Parameters
    ----------
    outcomes : list of Outcome
        One for each case.
    wanted : list of tuple of ndarray
    changed : list of str
        The arguments that it changes in place.
    memory : str
        What it keeps between calls, in words.
    """
    done = f"Right on all {len(outcomes)} examples, of many shapes."
    if changed:
        return (
            f"{changed[0]} changed in place",
            f"The numbers are right, but {' and '.join(changed)} {'is' if len(changed) == 1 else 'are'} changed in "
            "place: whoever called the function has lost the old values. Make a new array instead.",
        )
    if memory:
        return REMEMBERS, memory
    if not all(same(outcome.live, outcome.arrays) for outcome in outcomes):
        return (
            "one array for every call",
            "The numbers are right when they come back, but a later call writes over them: every call returns the "
            "same array, so that states kept in a list are all the last one. Make a new array in each call.",
        )
    for outcome, arrays in zip(outcomes, wanted, strict=True):
        for yours, right in zip(outcome.arrays, arrays, strict=True):
            if outcome.lists or yours.dtype == right.dtype or right.dtype.kind + yours.dtype.kind in ("ii", "iu"):
                continue
            if right.dtype.kind == "i":
                return PASSED, f"{done} One remark: yours is {yours.dtype}, and only whole numbers (int) can pick rows."
            words = f"yours is {yours.dtype} where the arguments are {right.dtype}"
            if not np.can_cast(right.dtype, yours.dtype):
                return "dtype changed", f"The numbers agree, but not their dtype: {words}. Keep that of the arguments."
            keep = (
                "np.empty(…, dtype=…) can keep it"
                if right.ndim
                else "what is made on the way is float64, as np.eye and np.zeros are, unless it is given their dtype"
            )
            return PASSED, f"{done} One remark: {words}; {keep}."
    if any(outcome.masked for outcome in outcomes):
        return PASSED, f"{done} One remark: yours is a masked array that masks nothing; a plain one will do."
    return PASSED, done
