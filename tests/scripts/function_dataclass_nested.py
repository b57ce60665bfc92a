"""Price a parcel."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Optional


class Speed(Enum):
    NORMAL = "normal"
    EXPRESS = "express"


@dataclass
class Size:
    width: float
    height: float
    depth: float = 10.0


@dataclass
class Address:
    city: str
    zip_code: str = ""


@dataclass
class Parcel:
    weight: float
    size: Size
    to: Optional[Address] = None
    notes: list[str] = field(default_factory=list)
    speed: Speed = Speed.NORMAL


def price(parcel: Parcel, insured: bool = False) -> float:
    """Price one parcel, in euros."""
    volume = parcel.size.width * parcel.size.height * parcel.size.depth / 5000
    total = max(parcel.weight, volume) * (2 if parcel.speed is Speed.EXPRESS else 1)
    if parcel.to is not None:
        print("to", parcel.to.city, parcel.to.zip_code)
    return round(total + (3 if insured else 0), 2)
