"""A real face turned by a known angle: its picture laid over a relief of a head (an ellipsoid with a nose), turned, and
seen from the front again. Half a truth, since the relief is not that head's own; but the angle is known.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.picture.face import Face

Grid = NDArray[np.float64]
WIDE, TALL, DEEP = 1.25, 1.9, 1.25
"""The ellipsoid's half axes in distances between the pupils."""
STEP_PX = 4
"""The turn is reckoned for every so many pixels and is smooth between them."""
NOSE = 0.48
"""How far the nose's tip stands before the eyes (30 of 63 mm; Farkas 1994)."""


def turned_head(image: np.ndarray, face: Face, *, yaw: float = 0.0, pitch: float = 0.0) -> np.ndarray:
    """Return the picture with the head turned: ``yaw`` to the picture's right, ``pitch`` down, degrees up to 30."""
    assert face.eyes is not None and face.nose is not None and face.mouth is not None
    eyes, mouth = np.mean(face.eyes, axis=0), np.mean(face.mouth, axis=0)
    unit = math.dist(*face.eyes)
    nose = (np.array(face.nose) - eyes) / unit
    middle = 0.3 * float(mouth[1] - eyes[1]) / unit
    height, width = image.shape[:2]
    columns, rows = (STEP_PX * (np.arange(size // STEP_PX) + 0.5) - 0.5 for size in (width, height))
    x, y = np.meshgrid((columns - eyes[0]) / unit, (rows - eyes[1]) / unit)
    from_x, from_y = _sources(x, y, (nose[0], nose[1], middle), math.radians(yaw), math.radians(pitch))
    at_x, at_y = (
        cv2.resize((grid * unit + edge).astype(np.float32), (width, height))
        for grid, edge in ((from_x, eyes[0]), (from_y, eyes[1]))
    )
    return cv2.remap(image, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _sources(x: Grid, y: Grid, form: tuple[float, float, float], yaw: float, pitch: float) -> tuple[Grid, Grid]:
    """Return where on the straight head each point of the turned one comes from, by going there step by step."""
    from_x, from_y = x.copy(), y.copy()
    for _ in range(25):
        inside = np.clip(1.6 - 1.2 * np.hypot(from_x / 1.5, (from_y - form[2]) / 2.1), 0, 1)  # the room stays
        z = _height(from_x, from_y, form)
        there_x = from_x * np.cos(yaw * inside) + z * np.sin(yaw * inside)
        z = z * np.cos(yaw * inside) - from_x * np.sin(yaw * inside)
        there_y = from_y * np.cos(pitch * inside) + z * np.sin(pitch * inside)
        from_x += 0.6 * (x - there_x)
        from_y += 0.6 * (y - there_y)
    return from_x, from_y


def _height(x: Grid, y: Grid, form: tuple[float, float, float]) -> Grid:
    """Return how far the face stands before the eyes."""
    nose_x, nose_y, middle = form
    at_eyes = DEEP * math.sqrt(1 - (0.5 / WIDE) ** 2 - (middle / TALL) ** 2)
    at_nose = DEEP * math.sqrt(1 - ((nose_y - middle) / TALL) ** 2)
    head = DEEP * np.sqrt(np.clip(1 - (x / WIDE) ** 2 - ((y - middle) / TALL) ** 2, 0, 1))
    bridge = np.where(y < nose_y, 0.5, 0.18)
    nose = (NOSE - (at_nose - at_eyes)) * np.exp(-(((x - nose_x) / 0.22) ** 2) - ((y - nose_y) / bridge) ** 2)
    return np.asarray(head - at_eyes + nose)
