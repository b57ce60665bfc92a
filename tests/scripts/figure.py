"""A curve."""

import matplotlib.pyplot as plt


def curve(power: float = 2.0):
    """Draw a curve."""
    figure, axes = plt.subplots()
    axes.plot([n**power for n in range(10)])
    return figure
