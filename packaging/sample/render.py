"""Light on the presenter: sphere tracing, one soft key light from the left, fill from the right, a rim from behind."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from presenter import (
    BROW,
    EYE,
    EYE_AT,
    EYE_RADIUS,
    HAIR,
    JACKET,
    LIPS,
    MOUTH,
    PARTS,
    SHIRT,
    SKIN,
    TEETH,
    Distances,
    Points,
    Pose,
)

CAMERA_Z = 9.0
COLOURS = {  # linear RGB
    SKIN: (0.60, 0.36, 0.26), LIPS: (0.46, 0.19, 0.17), HAIR: (0.055, 0.035, 0.025), BROW: (0.07, 0.045, 0.033),
    JACKET: (0.030, 0.048, 0.085), SHIRT: (0.62, 0.66, 0.72), MOUTH: (0.06, 0.015, 0.015), TEETH: (0.60, 0.57, 0.52),
    EYE: (0.62, 0.60, 0.58),
}
SHINE = {SKIN: (0.10, 18.0), LIPS: (0.22, 34.0), HAIR: (0.14, 22.0), EYE: (0.5, 160.0), JACKET: (0.015, 8.0)}


@dataclass(frozen=True, slots=True)
class Light:
    towards: tuple[float, float, float]
    colour: tuple[float, float, float]
    wrap: float


LIGHTS = (
    Light((-0.55, 0.50, 0.75), (1.45, 1.36, 1.24), 0.30),
    Light((0.80, 0.10, 0.60), (0.46, 0.49, 0.56), 0.50),
    Light((0.70, 0.45, -0.65), (0.50, 0.50, 0.52), 0.10),
)
AMBIENT = (0.30, 0.31, 0.33)


def nearest(p: Points, pose: Pose) -> tuple[Distances, NDArray[np.int8]]:
    """Distance to the nearest part, and which it is."""
    best = np.full(len(p), 9.0, np.float32)
    which = np.zeros(len(p), np.int8)
    for part, distance in PARTS:
        d = distance(p, pose)
        closer = d < best
        best[closer], which[closer] = d[closer], part
    return best, which


def trace(origin: Points, along: Points, pose: Pose) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """How far each ray goes until it touches, and whether it does."""
    t = np.full(len(origin), CAMERA_Z - 1.6, np.float32)
    touched = np.zeros(len(origin), bool)
    active = np.arange(len(origin))
    for _ in range(70):
        d, _which = nearest(origin[active] + along[active] * t[active, None], pose)
        t[active] += d * 0.75
        hit = d < 0.0015
        touched[active[hit]] = True
        active = active[~hit & (t[active] < CAMERA_Z + 2.0)]
        if not len(active):
            break
    return t, touched


def normals(p: Points, pose: Pose) -> Points:
    step = 0.004
    corners = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], np.float32)
    total = sum((corner * nearest(p + corner * step, pose)[0][:, None] for corner in corners), np.zeros_like(p))
    return total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6)


def openness(p: Points, normal: Points, pose: Pose) -> NDArray[np.float32]:
    """Ambient occlusion, 0 buried .. 1 free."""
    shade = np.zeros(len(p), np.float32)
    for distance, weight in ((0.05, 1.6), (0.12, 1.1), (0.26, 0.55)):
        shade += weight * np.maximum(distance - nearest(p + normal * distance, pose)[0], 0)
    return np.clip(1 - shade * 1.5, 0, 1)


def shadow(p: Points, towards: Points, pose: Pose) -> NDArray[np.float32]:
    """How much of a broad light reaches ``p``, 0..1."""
    lit = np.ones(len(p), np.float32)
    t = np.full(len(p), 0.06, np.float32)
    for _ in range(14):
        d, _which = nearest(p + towards * t[:, None], pose)
        lit = np.minimum(lit, np.clip(0.5 + 3.2 * d / t, 0, 1))
        t += np.clip(d, 0.05, 0.25)
    return lit


def paint(p: Points, which: NDArray[np.int8]) -> Points:
    """The colour of each part before light."""
    colour = np.array([COLOURS[part] for part in range(len(COLOURS))], np.float32)[which]
    skin = which == SKIN
    q = p[skin]
    x = np.abs(q[:, 0])
    cheek = np.exp(-(((x - 0.43) / 0.22) ** 2 + ((q[:, 1] + 0.22) / 0.20) ** 2)) * (q[:, 2] > 0)
    tip = np.exp(-((x / 0.14) ** 2 + ((q[:, 1] + 0.2) / 0.12) ** 2)) * (q[:, 2] > 0.7)
    beard = np.exp(-(((q[:, 1] + 0.75) / 0.30) ** 2)) * (q[:, 2] > 0.05) * 0.8
    colour[skin] *= 1 - np.outer(0.35 * cheek + 0.25 * tip, [0.05, 0.45, 0.40]) - np.outer(beard, [0.20, 0.13, 0.06])
    eye = which == EYE
    local = p[eye] - EYE_AT * np.where(p[eye, :1] < 0, [-1, 1, 1], 1)
    gaze = np.array([0.0, -0.02, 1.0], np.float32) / np.float32(1.0002)
    off = np.degrees(np.arccos(np.clip(local @ gaze / EYE_RADIUS, -1, 1)))
    iris = np.array([0.10, 0.16, 0.17], np.float32) * (0.55 + 0.75 * np.clip((off - 9) / 16, 0, 1))[:, None]
    ring = np.clip((off - 22) / 4, 0, 1)[:, None]
    seen = np.where(off[:, None] < 26, iris * (1 - 0.75 * ring), colour[eye])
    colour[eye] = np.where(off[:, None] < 11, 0.008, seen)
    return colour


def shade(p: Points, eye_ray: Points, pose: Pose) -> Points:
    _, which = nearest(p, pose)
    normal = normals(p, pose)
    free = openness(p, normal, pose)[:, None]
    colour = paint(p, which)
    strength = np.array([SHINE.get(part, (0.0, 1.0)) for part in range(len(COLOURS))], np.float32)[which]
    light = np.array(AMBIENT, np.float32) * free * (0.75 + 0.25 * normal[:, 1:2])
    shine = np.zeros_like(p)
    for number, source in enumerate(LIGHTS):
        towards = np.array(source.towards, np.float32)
        towards /= np.linalg.norm(towards)
        facing = normal @ towards
        reach = shadow(p, towards, pose) if number == 0 else np.ones(len(p), np.float32)
        diffuse = np.clip((facing + source.wrap) / (1 + source.wrap), 0, 1) * (0.25 + 0.75 * reach)
        bleed = np.where((which == SKIN) | (which == LIPS), 0.10, 0.0)[:, None] * np.array([1.0, 0.35, 0.2], np.float32)
        edge = np.clip(1 - np.abs(facing - 0.05) * 2.4, 0, 1)[:, None]
        light = light + (diffuse[:, None] + bleed * edge) * np.array(source.colour, np.float32) * (0.4 + 0.6 * free)
        half = towards - eye_ray
        half /= np.linalg.norm(half, axis=1, keepdims=True)
        spot = np.clip((normal * half).sum(1), 0, 1) ** strength[:, 1] * strength[:, 0] * reach
        shine = shine + spot[:, None] * np.array(source.colour, np.float32) * free
    return colour * light + shine


def rays(width: int, height: int, scale: float, centre: tuple[float, float]) -> tuple[Points, Points]:
    """One ray a pixel; ``scale`` pixels are one unit at z = 0 and ``centre`` is where x = y = 0 lies."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5)
    target = np.stack([(x - centre[0]) / scale, (centre[1] - y) / scale, np.zeros_like(x)], -1).reshape(-1, 3)
    origin = np.broadcast_to(np.array([0, 0, CAMERA_Z], np.float32), target.shape)
    along = target - origin
    return origin, along / np.linalg.norm(along, axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class View:
    """A window on the presenter: its size in pixels, how many are one unit, and where x = y = 0 lies in it."""

    width: int
    height: int
    scale: float
    centre: tuple[float, float]

    def crop(self, x: int, y: int, width: int, height: int) -> View:
        return View(width, height, self.scale, (self.centre[0] - x, self.centre[1] - y))


@dataclass(frozen=True, slots=True)
class Picture:
    """``bgra`` float32 0..1, and ``depth``: z in units, 0 where nobody is."""

    bgra: NDArray[np.float32]
    depth: NDArray[np.float32]


def picture(view: View, pose: Pose, *, finer: int = 2) -> Picture:
    """Render ``finer`` times finer than asked and average."""
    w, h = view.width * finer, view.height * finer
    origin, along = rays(w, h, view.scale * finer, (view.centre[0] * finer, view.centre[1] * finer))
    t, touched = trace(origin, along, pose)
    image = np.zeros((w * h, 5), np.float32)
    ids = np.flatnonzero(touched)
    points = origin[ids] + along[ids] * t[ids, None]
    colour = shade(points, along[ids], pose)
    image[ids, :3] = np.clip(colour * 1.06 / (1 + 0.20 * colour), 0, 1)[:, ::-1] ** (1 / 2.2)
    image[ids, 3], image[ids, 4] = 1, points[:, 2]
    small = cv2.resize(image.reshape(h, w, 5), (view.width, view.height), interpolation=cv2.INTER_AREA)
    return Picture(np.ascontiguousarray(small[..., :4]), np.ascontiguousarray(small[..., 4]))
