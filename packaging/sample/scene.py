"""The moving picture: the presenter rendered in a few poses, laid over a quiet office, swaying as people do.

The whole is rendered once; for each mouth and each blink only that part of the face is rendered again. Head and
shoulders then move by a warp that shifts what is nearer the camera further.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from presenter import Pose
from render import Picture, View, picture

WIDTH, HEIGHT, FPS = 1280, 720, 25
SCALE = 114.0
CENTRE = (640.0, 252.0)
MOUTHS = (0.0, 0.16, 0.34, 0.55, 0.8)
LIDS = (1.0, 0.45, 0.05)
LOWER_FACE = (560, 268, 160, 164)
"""x, y, width, height in pixels of what a mouth changes."""
EYES = (572, 196, 136, 64)
BLINK_EVERY_S = 3.1
OFF_CENTRE_PX = 190.0
OFF_CENTRE_UNTIL_S = 7.0
"""The presenter starts beside the middle, so that the live coach has something to say, and then does as told."""
MOVE_S = 1.6

Image = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Poses:
    """The presenter at rest, and the parts that move, by place in MOUTHS and LIDS."""

    rest: Picture
    mouths: tuple[Image, ...]
    lids: tuple[Image, ...]


def render_poses(finer: int) -> Poses:
    """Takes a minute or two; ``finer`` is how many rays each pixel gets in each direction."""
    view = View(WIDTH, HEIGHT, SCALE, CENTRE)
    mouths = (picture(view.crop(*LOWER_FACE), Pose(mouth=m), finer=finer).bgra for m in MOUTHS)
    lids = (picture(view.crop(*EYES), Pose(lids=lid), finer=finer).bgra for lid in LIDS)
    return Poses(picture(view, Pose(), finer=finer), tuple(mouths), tuple(lids))


def office() -> Image:
    """A wall, a window out of focus, a shelf, a plant."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    wall = np.stack([0.50 - 0.06 * y / HEIGHT, 0.52 - 0.07 * y / HEIGHT, 0.53 - 0.07 * y / HEIGHT], -1)
    wall *= (1.06 - 0.16 * x / WIDTH)[..., None]
    shapes = (
        ((40, 60), (300, 470), (0.66, 0.64, 0.60)), ((164, 60), (176, 470), (0.46, 0.45, 0.43)),
        ((930, 330), (1250, 346), (0.24, 0.30, 0.38)), ((950, 236), (982, 330), (0.34, 0.26, 0.22)),
        ((986, 252), (1010, 330), (0.24, 0.34, 0.46)), ((1014, 228), (1050, 330), (0.42, 0.42, 0.36)),
        ((1150, 282), (1200, 330), (0.40, 0.44, 0.50)),
    )
    for start, end, colour in shapes:
        cv2.rectangle(wall, start, end, colour, -1)
    for angle in range(-70, 71, 20):
        tip = (1175 + int(70 * np.sin(np.radians(angle))), 282 - int(95 * np.cos(np.radians(angle))))
        cv2.line(wall, (1175, 284), tip, (0.22, 0.36, 0.24), 13)
    return np.asarray(cv2.GaussianBlur(wall, (0, 0), 9), np.float32)


def over(below: Image, bgra: Image) -> Image:
    """``bgra`` (its colour already weighted by its alpha) laid over ``below``."""
    return below * (1 - bgra[..., 3:4]) + bgra[..., :3]


def patched(whole: Image, part: Image, place: tuple[int, int, int, int], edge: int = 10) -> None:
    """Put a part back into the whole, fading over ``edge`` pixels so that no seam shows."""
    x, y, width, height = place
    fade = np.zeros((height, width, 1), np.float32)
    fade[edge:-edge, edge:-edge] = 1
    fade = cv2.blur(fade, (edge, edge))[..., None]
    there = whole[y : y + height, x : x + width]
    there += (part - there) * fade


def frames(poses: Poses, mouth: NDArray[np.float32], count: int) -> Iterator[NDArray[np.uint8]]:
    """Every picture of the sample, BGR."""
    behind, grain = office(), np.random.default_rng(3)
    for number in range(count):
        opened = float(mouth[number]) if number < len(mouth) else 0.0
        person = poses.rest.bgra.copy()
        patched(person, poses.mouths[int(np.argmin([abs(m - opened * 0.85) for m in MOUTHS]))], LOWER_FACE)
        patched(person, poses.lids[_lid_at(number)], EYES)
        moved = _moved(person, poses.rest.depth, number / FPS)
        noise = grain.normal(0, 0.004, (HEIGHT, WIDTH, 1)).astype(np.float32)
        yield (np.clip(over(behind, moved) + noise, 0, 1) * 255 + 0.5).astype(np.uint8)


def _lid_at(number: int) -> int:
    """Half shut, shut, shut, half shut, once every few seconds."""
    phase = number % round(BLINK_EVERY_S * FPS) - 20
    return {0: 1, 1: 2, 2: 2, 3: 1}.get(phase, 0)


def _aside_px(t_s: float) -> float:
    """How far from the middle the presenter sits, to the picture's left."""
    gone = np.clip((t_s - OFF_CENTRE_UNTIL_S) / MOVE_S, 0, 1)
    return OFF_CENTRE_PX * float(1 - gone * gone * (3 - 2 * gone))


def _moved(person: Image, depth: Image, t_s: float) -> Image:
    """Sway, nod and turn a little; the head more than the shoulders."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    head = np.clip((CENTRE[1] + 1.9 * SCALE - y) / (1.6 * SCALE), 0, 1)
    head = head * head * (3 - 2 * head)
    sway = 5.0 * np.sin(t_s * 1.1) + 3.0 * np.sin(t_s * 0.63 + 1)
    turn, nod = 5.0 * np.sin(t_s * 0.83 + 0.4), 3.0 * np.sin(t_s * 1.7)
    x = x + _aside_px(t_s) - sway * (0.35 + 0.65 * head) - turn * head * (depth - 0.2)
    y = y - nod * head * (0.6 + 0.5 * depth) - 1.5 * np.sin(t_s * 0.9)
    return np.asarray(cv2.remap(person, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR), np.float32)
