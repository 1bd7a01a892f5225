"""Real data that is small enough to ship."""

from pathlib import Path

import numpy as np


def load_sunspots():
    """The yearly mean sunspot numbers from 1700 to 2008.

    Returns
    -------
    years : ndarray (309,) of int
    numbers : ndarray (309,) of float
        Yearly means of the daily sunspot number, version 1 of the series.

    Notes
    -----
    Source: WDC-SILSO, Royal Observatory of Belgium, Brussels; the figures as statsmodels
    (`datasets/sunspots`, public domain) holds them. The file names the source in its first lines.
    """
    years, numbers = np.loadtxt(Path(__file__).with_name("sunspots.csv"), delimiter=",", unpack=True)
    return years.astype(int), numbers
