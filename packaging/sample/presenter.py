"""The presenter of the sample: a person modelled as a signed distance field, in units of half a head.

x to the right of the picture, y up, z to the camera; the face looks along z. Every function takes points as (n, 3)
float32 and gives distances as (n,). ``Pose`` says how far mouth and eyelids are open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Distances = NDArray[np.float32]

SKIN, LIPS, EYE, HAIR, JACKET, SHIRT, MOUTH, TEETH, BROW = range(9)
EYE_AT = np.array([0.315, 0.09, 0.60], np.float32)
EYE_RADIUS = 0.175


@dataclass(frozen=True, slots=True)
class Pose:
    """``mouth`` and ``lids``: 0 shut .. 1 wide open."""

    mouth: float = 0.0
    lids: float = 1.0


def ellipsoid(p: Points, at: tuple[float, float, float], radii: tuple[float, float, float]) -> Distances:
    """Approximate distance (exact at the surface, first order near it)."""
    r = np.array(radii, np.float32)
    q = (p - np.array(at, np.float32)) / r
    k0 = np.linalg.norm(q, axis=1)
    k1 = np.linalg.norm(q / r, axis=1)
    return (k0 * (k0 - 1) / np.maximum(k1, 1e-4)).astype(np.float32)


def capsule(p: Points, a: tuple[float, float, float], b: tuple[float, float, float], ra: float, rb: float) -> Distances:
    """A rod from ``a`` to ``b`` whose radius goes from ``ra`` to ``rb``."""
    start = np.array(a, np.float32)
    along = np.array(b, np.float32) - start
    q = p - start
    h = np.clip(q @ along / float(along @ along), 0, 1)
    return np.linalg.norm(q - h[:, None] * along, axis=1) - (ra + (rb - ra) * h)


def blend(a: Distances, b: Distances, k: float) -> Distances:
    """Union with a fillet of about ``k``."""
    h = np.maximum(k - np.abs(a - b), 0) / k
    return np.minimum(a, b) - h * h * (k / 4)


def carve(a: Distances, b: Distances, k: float) -> Distances:
    """``a`` without ``b``, with a rounded edge."""
    return -blend(-a, b, k)


def mirrored(p: Points) -> Points:
    """Both halves of the face folded onto x > 0."""
    q = p.copy()
    q[:, 0] = np.abs(q[:, 0])
    return q


def face(p: Points, pose: Pose) -> Distances:
    """Skull, jaw, features, ears and neck; the open mouth is carved out."""
    q, drop = mirrored(p), 0.13 * pose.mouth
    d = ellipsoid(q, (0, 0.27, -0.12), (0.76, 0.86, 0.88))
    d = blend(d, ellipsoid(q, (0, -0.36 - drop / 2, 0.10), (0.56, 0.60 + drop / 2, 0.66)), 0.30)
    d = blend(d, ellipsoid(q, (0, -0.87 - drop, 0.50), (0.20, 0.13, 0.17)), 0.26)
    d = blend(d, ellipsoid(q, (0.40, -0.16, 0.46), (0.20, 0.18, 0.18)), 0.30)
    d = blend(d, capsule(q, (0.0, 0.28, 0.70), (0.46, 0.27, 0.55), 0.085, 0.07), 0.20)
    d = carve(d, ellipsoid(q, (0.32, 0.08, 0.86), (0.19, 0.11, 0.19)), 0.16)
    d = blend(d, nose(q), 0.09)
    d = carve(d, ellipsoid(q, (0.0, -0.385, 0.87), (0.030, 0.07, 0.05)), 0.06)
    d = blend(d, lid_shells(q, pose), 0.035)
    d = blend(d, ellipsoid(q, (0.79, 0.0, -0.12), (0.075, 0.23, 0.15)), 0.07)
    d = blend(d, capsule(p, (0, -0.5, -0.22), (0, -1.7, -0.30), 0.40, 0.46), 0.16)
    d = blend(d, ellipsoid(q, (0, -0.53, 0.62), (0.30, 0.17, 0.17)), 0.18)
    if pose.mouth <= 0:
        return d
    return carve(d, ellipsoid(q, (0, -0.535 - drop * 0.7, 0.80), (0.20, 0.02 + drop * 0.85, 0.30)), 0.03)


def nose(q: Points) -> Distances:
    d = capsule(q, (0, 0.20, 0.71), (0, -0.17, 0.93), 0.055, 0.085)
    d = blend(d, ellipsoid(q, (0, -0.205, 0.955), (0.095, 0.085, 0.09)), 0.07)
    d = blend(d, ellipsoid(q, (0.105, -0.235, 0.85), (0.062, 0.055, 0.085)), 0.06)
    return carve(d, ellipsoid(q, (0.055, -0.295, 0.89), (0.028, 0.03, 0.04)), 0.02)


def lid_shells(q: Points, pose: Pose) -> Distances:
    """Two caps of a sphere just larger than the eye; the upper one turns down to blink."""
    local = q - EYE_AT
    shell = np.abs(np.linalg.norm(local, axis=1) - (EYE_RADIUS + 0.012)) - 0.013
    up = np.radians(-28 + 47 * pose.lids)
    upper = local @ np.array([0.10, -np.cos(up), np.sin(up)], np.float32)
    low = np.radians(-26)
    lower = local @ np.array([0.0, np.cos(low), -np.sin(low)], np.float32)
    return np.minimum(np.maximum(shell, upper), np.maximum(shell, lower))


def lips(p: Points, pose: Pose) -> Distances:
    q, drop = mirrored(p), 0.13 * pose.mouth
    bend = q.copy()
    bend[:, 2] += 0.95 * q[:, 0] ** 2
    curve = 0.55 * q[:, 0] ** 2
    upper, lower = bend.copy(), bend.copy()
    upper[:, 1] += curve * (0.10 + 1.6 * pose.mouth) - 0.012 * np.cos(q[:, 0] * 16) * (q[:, 0] < 0.2)
    lower[:, 1] -= curve * (1.15 + 2.4 * pose.mouth)
    d = ellipsoid(upper, (0, -0.503, 0.775), (0.255, 0.040, 0.062))
    return blend(d, ellipsoid(lower, (0, -0.575 - drop * 1.25, 0.765), (0.235, 0.050, 0.070)), 0.012)


def eyes(p: Points) -> Distances:
    return np.linalg.norm(mirrored(p) - EYE_AT, axis=1) - EYE_RADIUS


def brows(p: Points) -> Distances:
    q = mirrored(p)
    d = capsule(q, (0.16, 0.345, 0.765), (0.36, 0.375, 0.68), 0.034, 0.032)
    d = blend(d, capsule(q, (0.36, 0.375, 0.68), (0.53, 0.315, 0.53), 0.032, 0.012), 0.03)
    return d + strands(p, 70.0, 0.003)


def teeth(p: Points) -> Distances:
    return ellipsoid(p, (0, -0.475, 0.60), (0.20, 0.075, 0.16))


def mouth_inside(p: Points) -> Distances:
    return ellipsoid(p, (0, -0.56, 0.45), (0.30, 0.26, 0.28))


def hair(p: Points) -> Distances:
    """A short cut with a side parting."""
    d = ellipsoid(p, (0, 0.40, -0.20), (0.83, 0.84, 0.90))
    d = blend(d, ellipsoid(p, (-0.14, 1.00, 0.20), (0.60, 0.21, 0.52)), 0.30)
    d = blend(d, ellipsoid(p, (0.34, 0.93, 0.10), (0.42, 0.20, 0.50)), 0.12)
    q = mirrored(p)
    d = carve(d, ellipsoid(q, (0, -0.02, 0.86), (0.62, 0.74, 0.62)), 0.10)
    d = carve(d, ellipsoid(q, (0.62, -0.62, 0.22), (0.40, 0.72, 0.42)), 0.08)
    d = carve(d, ellipsoid(q, (0, -1.05, 0.0), (1.4, 0.62, 1.4)), 0.06)
    return d + strands(p, 30.0, 0.007)


def strands(p: Points, rate: float, depth: float) -> Distances:
    flow = p[:, 0] * 1.3 + 0.35 * p[:, 1] ** 2 + 0.4 * p[:, 2]
    return (np.sin(flow * rate) + 0.5 * np.sin(flow * rate * 2.3 + p[:, 2] * 9)).astype(np.float32) * depth


def body(p: Points) -> Distances:
    q = mirrored(p)
    d = ellipsoid(q, (0, -3.10, -0.35), (1.30, 1.60, 0.66))
    d = blend(d, ellipsoid(q, (1.02, -2.25, -0.38), (0.62, 0.52, 0.50)), 0.35)
    d = blend(d, capsule(q, (1.26, -2.30, -0.40), (1.42, -4.60, -0.30), 0.40, 0.36), 0.12)
    return blend(d, capsule(q, (0.30, -1.42, -0.34), (1.10, -1.92, -0.40), 0.34, 0.30), 0.25)


def jacket(p: Points) -> Distances:
    """Cloth over the body, open in a V; the lapels lie on it."""
    x = np.abs(p[:, 0])
    edge = 0.31 * (p[:, 1] + 2.95)
    cloth = np.clip((x - edge) / 0.03, 0, 1) * (p[:, 1] < -1.2)
    width = np.clip(0.30 * (-p[:, 1] - 1.25), 0.0, 0.30) * (p[:, 1] > -2.95)
    lapel = np.clip((x - edge) / 0.03, 0, 1) * np.clip((edge + width - x) / 0.02, 0, 1)
    return body(p) - (0.012 + 0.045 * cloth + 0.035 * lapel * (p[:, 2] > -0.3)).astype(np.float32)


def shirt(p: Points) -> Distances:
    q = mirrored(p)
    collar = capsule(q, (0.05, -1.86, 0.20), (0.40, -1.40, -0.12), 0.035, 0.085)
    return np.minimum(body(p) - 0.03, collar)


PARTS: tuple[tuple[int, Callable[[Points, Pose], Distances]], ...] = (
    (SKIN, face), (LIPS, lips), (EYE, lambda p, _: eyes(p)), (HAIR, lambda p, _: hair(p)),
    (BROW, lambda p, _: brows(p)), (MOUTH, lambda p, _: mouth_inside(p)), (TEETH, lambda p, _: teeth(p)),
    (JACKET, lambda p, _: jacket(p)), (SHIRT, lambda p, _: shirt(p)),
)
