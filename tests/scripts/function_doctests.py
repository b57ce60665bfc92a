"""Small text helpers without a single hint."""


def repeat(word, times=2, sep=" "):
    """Repeat a word.

    >>> repeat("ha", 3)
    'ha ha ha'
    >>> repeat("ho", sep="-")
    'ho-ho'
    """
    return sep.join([word] * times)


def average(values):
    """Give the mean of some numbers.

    >>> average([1, 2, 6])
    3.0
    """
    return sum(values) / len(values)


def hypotenuse(a, b):
    """Give the longest side of a right triangle.

    >>> hypotenuse(3, 4)
    5.0
    """
    return (a**2 + b**2) ** 0.5
