"""The kinds of arrays the count works with."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
"""Exact whole numbers: positions, weights, points."""

Floats = NDArray[np.float64]
"""Rounded numbers; what follows from them carries a bound on its error."""

Flags = NDArray[np.bool_]
"""True or false for each position."""
