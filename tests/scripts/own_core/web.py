"""Not Shipway's web."""


def frame(text):
    return f"*** {text} ***"
