# /// script
# requires-python = ">=3.10"
# dependencies = ["qrcode[pil]"]
# ///
"""QR code maker

Turns a link or a short text into a QR code.
"""

from typing import Literal

import qrcode
from PIL import Image

LEVELS = {
    "low": qrcode.ERROR_CORRECT_L,
    "medium": qrcode.ERROR_CORRECT_M,
    "high": qrcode.ERROR_CORRECT_Q,
    "highest": qrcode.ERROR_CORRECT_H,
}


def make_code(
    text: str,
    colour: str = "#0b6b6f",
    background: str = "#ffffff",
    dot: int = 10,
    margin: int = 4,
    safety: Literal["low", "medium", "high", "highest"] = "medium",
) -> Image.Image:
    """Make a QR code.

    Args:
        text: The link or text that the code holds.
        colour: Colour of the dots; dark ones can be read best.
        background: Colour behind the dots.
        dot: Size of one dot, in pixels.
        margin: Empty space around the code, in dots.
        safety: How much of the code may be dirty or torn and still be read.
    """
    if not text:
        raise ValueError("there is no text to put into the code")
    code = qrcode.QRCode(error_correction=LEVELS[safety], box_size=dot, border=margin)
    code.add_data(text)
    code.make(fit=True)
    return code.make_image(fill_color=colour, back_color=background).get_image().convert("RGB")
