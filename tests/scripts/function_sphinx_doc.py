"""Convert colours; documented in Sphinx's way."""


def to_hex(red, green, blue, prefix="#"):
    """Write a colour in hexadecimal.

    :param red: From 0 to 255.
    :type red: int
    :param int green: From 0 to 255.
    :param blue: From 0 to 255.
    :type blue: integer
    :param str prefix: What stands before it.
    :return: The text.
    """
    return f"{prefix}{red:02x}{green:02x}{blue:02x}"


def mix(colours, weights=None):
    """Mix colours.

    Args:
        colours (list of str): Hexadecimal colours.
        weights (List[float], optional): How much of each.
    """
    return f"{colours} {weights}"
