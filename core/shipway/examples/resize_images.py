# /// script
# requires-python = ">=3.10"
# dependencies = ["pillow"]
# ///
"""Resize pictures

Makes many pictures smaller at once, and packs them into one zip file.
"""

import io
import zipfile
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WebP": ".webp"}


def resize(
    pictures: list[Path],
    width: int = 1200,
    quality: int = 85,
    save_as: Literal["as it was", "JPEG", "PNG", "WebP"] = "as it was",
) -> Path:
    """Resize pictures.

    Args:
        pictures: The pictures to make smaller (JPEG, PNG, WebP and others).
        width: How many pixels wide they become; a narrower one keeps its size.
        quality: From 1 (small file) to 95 (fine picture), for JPEG and WebP.
        save_as: The format of the new files.

    Returns:
        A zip file with the new pictures.
    """
    if width < 1 or not 1 <= quality <= 95:
        raise ValueError("the width must be 1 or more, and the quality from 1 to 95")
    archive = Path("resized.zip")
    taken: set[str] = set()
    with zipfile.ZipFile(archive, "w") as packed:
        for path in pictures:
            with Image.open(path) as opened:
                kind = opened.format if save_as == "as it was" else save_as.upper()
                picture = _smaller(ImageOps.exif_transpose(opened), width)
            ending = path.suffix if save_as == "as it was" else ENDINGS[save_as]
            name = _free_name(path.stem, ending, taken)
            packed.writestr(name, _encoded(picture, kind or "PNG", quality))
            print(f"{path.name} -> {name}: {picture.width} × {picture.height}")
    return archive


def _smaller(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture.copy()
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image, kind: str, quality: int) -> bytes:
    if kind == "JPEG" and picture.mode not in ("RGB", "L"):
        # JPEG knows no transparency: what was clear becomes white.
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        picture = Image.alpha_composite(white, clear).convert("RGB")
    file = io.BytesIO()
    picture.save(file, kind, **({"quality": quality} if kind in ("JPEG", "WEBP") else {}))
    return file.getvalue()


def _free_name(stem: str, ending: str, taken: set[str]) -> str:
    name, number = stem + ending, 2
    while name.lower() in taken:
        name, number = f"{stem}-{number}{ending}", number + 1
    taken.add(name.lower())
    return name
