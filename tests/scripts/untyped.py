"""Functions without a single hint."""


def repeat(text, times=2, separator=" ", shout=False):
    """Repeat a text.

    :param text: the text
    :param times: how often
    :type times: int
    :param separator: what comes between
    :param shout: in capital letters
    """
    repeated = separator.join([text] * times)
    return repeated.upper() if shout else repeated


def _not_a_tool(anything):
    return anything
