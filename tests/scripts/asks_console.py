"""A Python prompt with the numbers of the day loaded."""

import code
import statistics

numbers = [3, 5, 8, 13]

code.interact(
    banner="numbers and statistics are there",
    local={"numbers": numbers, "statistics": statistics},
    exitmsg="bye",
)
