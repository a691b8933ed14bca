"""One picture becomes one framing reading: where the face is, how it stands, where it looks, and its light."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from producer.coach.face import Face, FaceDetector, Image, Point, head_roll_deg, main_face, scaled
from producer.coach.light import LIGHT_WIDTH_PX, read_cast, read_light, read_sharpness
from producer.coach.limits import FIELD_OF_VIEW_DEG, PITCH, PUPILS_M, YAW
from producer.coach.readings import FramingReading

NOSE_DEPTH = 0.48
"""How far the nose's tip stands before the eyes, in distances between the pupils (about 30 of 63 mm; Farkas 1994)."""
NOSE_DOWN_SHARE = 0.58
"""Where the tip of the nose is between eyes (0) and mouth (1) on a face that looks straight: median of the test
media's straight faces.
"""
NOSE_DOWN_PER_RADIAN = 0.55
"""By how much that share grows for each radian the head goes down: the nose's depth over the distance from eyes to
mouth.
"""


def read_picture(image: Image, detector: FaceDetector) -> FramingReading:
    """Measure one BGR picture."""
    small, scale = scaled(image, LIGHT_WIDTH_PX * 2)
    faces = detector.find(small)
    found = main_face(faces, small.shape[1], small.shape[0])
    if found is None:
        return FramingReading(faces=0.0, face_share=0.0)
    near = detector.refine(image, found.moved(1 / scale))
    reading = place(near, image.shape[1], image.shape[0], len(faces))
    found = near.moved(scale)
    grey_small, light_scale = scaled(small, LIGHT_WIDTH_PX)
    light = read_light(np.asarray(cv2.cvtColor(grey_small, cv2.COLOR_BGR2GRAY), np.uint8), found.moved(light_scale))
    return replace(
        reading,
        face_luma=light.face_luma,
        background_luma=light.background_luma,
        side_ratio=light.side_ratio,
        blown_share=light.blown_share,
        colour_cast=read_cast(grey_small, found.moved(light_scale)),
        sharpness=read_sharpness(image, near),
    )


def place(face: Face, width: int, height: int, faces: int = 1) -> FramingReading:
    """Measure where ``face`` is in a frame of ``width`` x ``height`` and how it stands; light is left out.

    Headroom is above the crown, which is estimated: the eyes are halfway between crown and chin (a rule of drawing
    that holds within a few per cent), so it needs the eyes.
    """
    eyes_y = None if face.eyes is None else (face.eyes[0][1] + face.eyes[1][1]) / 2
    yaw, pitch = yaw_deg(face), pitch_deg(face)
    return FramingReading(
        faces=float(faces),
        face_share=1.0,
        face_height=face.height / height,
        eye_line=None if eyes_y is None else eyes_y / height,
        headroom=None if eyes_y is None else max(0.0, (2 * eyes_y - face.y - face.height) / height),
        offset_x=(face.centre[0] - width / 2) / width,
        roll_deg=None if face.eyes is None or face.mouth is None else head_roll_deg(face.eyes, face.mouth),
        yaw_deg=yaw,
        pitch_deg=pitch,
        distance_m=distance_m(face, width, yaw),
        lens_share=None if yaw is None or pitch is None else float(looks_at_lens(yaw, pitch)),
    )


def distance_m(face: Face, width: int, yaw: float | None) -> float | None:
    """Estimate how far the face is from the lens: by the distance between the pupils, for a laptop's usual field of
    view (another camera's makes it wrong by that much). None without eyes and nose.
    """
    if face.eyes is None or yaw is None:
        return None
    span = math.dist(*face.eyes) / max(0.5, math.cos(math.radians(yaw)))
    if span < 1.0:
        return None
    return PUPILS_M * width / (2 * math.tan(math.radians(FIELD_OF_VIEW_DEG) / 2)) / span


def looks_at_lens(yaw: float, pitch: float) -> bool:
    return not YAW.broken(abs(yaw)) and not PITCH.broken(abs(pitch))


def yaw_deg(face: Face) -> float | None:
    """Estimate where the nose points, positive to the picture's right.

    The nose's tip moves off the middle line of eyes and mouth by its depth times the sine, the eyes come closer by
    the cosine.
    """
    axes = _upright(face)
    if axes is None:
        return None
    eye_span, aside, _ = axes
    return math.degrees(math.atan2(aside, NOSE_DEPTH * eye_span))


def pitch_deg(face: Face) -> float | None:
    """Estimate where the nose points, positive down. Coarse: faces differ by some 10 degrees."""
    axes = _upright(face)
    if axes is None:
        return None
    return math.degrees((axes[2] - NOSE_DOWN_SHARE) / NOSE_DOWN_PER_RADIAN)


def _upright(face: Face) -> tuple[float, float, float] | None:
    """Return the eyes' distance, the nose's way off the middle line (+ to the right), and its share of the way from
    eyes to mouth.
    """
    if face.eyes is None or face.nose is None or face.mouth is None:
        return None
    turn = math.radians(-head_roll_deg(face.eyes, face.mouth))
    (left, right), (mouth_left, mouth_right) = (
        tuple(_turned(p, turn) for p in pair) for pair in (face.eyes, face.mouth)
    )
    nose = _turned(face.nose, turn)
    eyes, mouth = _between(left, right), _between(mouth_left, mouth_right)
    drop = mouth[1] - eyes[1]
    if right[0] - left[0] < 1.0 or drop < 1.0:
        return None
    down = (nose[1] - eyes[1]) / drop
    middle_x = eyes[0] + (mouth[0] - eyes[0]) * min(1.0, max(0.0, down))
    return right[0] - left[0], nose[0] - middle_x, down


def _turned(point: Point, angle: float) -> Point:
    sine, cosine = math.sin(angle), math.cos(angle)
    return point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
