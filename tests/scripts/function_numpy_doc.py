"""Signal helpers, documented in NumPy's way."""

import numpy as np


def smooth(signal, window=3, mode="same", scale=None):
    """Smooth a signal by a moving average.

    Parameters
    ----------
    signal : array_like
        The numbers to smooth.
    window : int, optional
        How many neighbours count.
    mode : {'same', 'valid'}
        What happens at the ends.
    scale : float or None
        Multiplies the result.

    Returns
    -------
    ndarray
    """
    kernel = np.ones(window) / window
    result = np.convolve(signal, kernel, mode=mode)
    return np.round(result * (scale or 1), 3).tolist()
