"""One picture becomes one framing reading: where the face is, how it stands, where it looks, and its light."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from producer.coach.limits import (
    CAMERA_ABOVE,
    CAMERA_BELOW,
    EYE_LINE_HIGH,
    EYE_LINE_LOW,
    FACE_SHARE,
    FIELD_OF_VIEW_DEG,
    PITCH,
    PUPILS_M,
    YAW,
)
from producer.coach.picture.face import Face, FaceDetector, Image, Point, head_roll_deg, main_face, scaled
from producer.coach.picture.light import LIGHT_WIDTH_PX, read_cast, read_light, read_sharpness
from producer.coach.readings import FramingReading

NOSE_DEPTH = 0.25
"""How far the nose's tip stands before the eyes as the network sees it, in distances between the pupils. On a real nose
it is 0.48 (30 of 63 mm; Farkas 1994); measured on 13 real faces, each turned on a relief of itself by up to 30 degrees,
its point follows half as far.
"""
NOSE_DOWN_SHARE = 0.54
"""Where the tip of the nose is between eyes (0) and mouth (1) on a face that looks straight: median of the test
media's straight faces.
"""
NOSE_DOWN_PER_RADIAN = 0.11
"""By how much that share grows for each radian the head goes down: measured on the same reliefs, up to 24 degrees."""


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
        distance_m=distance_m(face, min(width, height) * 16 / 9, yaw),
        camera_deg=None if yaw is None or YAW.broken(abs(yaw)) else pitch,
        lens_share=None if yaw is None else float(looks_at_lens(yaw, pitch)),
    )


def distance_m(face: Face, width: float, yaw: float | None) -> float | None:
    """Estimate how far the face is from the lens: by the distance between the pupils, for a laptop's usual field of
    view (another camera's makes it wrong by that much). ``width`` is that of the camera's whole 16:9 picture, of which
    another shape is cut out. None without eyes and nose.
    """
    if face.eyes is None or yaw is None:
        return None
    span = math.dist(*face.eyes) / max(0.5, math.cos(math.radians(yaw)))
    if span < 1.0:
        return None
    return PUPILS_M * width / (2 * math.tan(math.radians(FIELD_OF_VIEW_DEG) / 2)) / span


def camera_height(reading: FramingReading) -> str | None:
    """Return ``low``, ``right`` or ``high`` for the lens; None where it cannot be told.

    By where the face points, where that is clear (a lens below the eyes sees a face from below); else by where the eyes
    are in the frame.
    """
    if reading.eye_line is None or FACE_SHARE.broken(reading.face_share):
        return None
    if reading.camera_deg is not None and CAMERA_BELOW.broken(reading.camera_deg):
        return "low"
    if reading.camera_deg is not None and CAMERA_ABOVE.broken(reading.camera_deg):
        return "high"
    if EYE_LINE_HIGH.broken(reading.eye_line):
        return "low"
    return "high" if EYE_LINE_LOW.broken(reading.eye_line) else "right"


def looks_at_lens(yaw: float, pitch: float | None) -> bool:
    """Say whether the head is turned so that the lens can be looked at. The eyes themselves are not seen."""
    return not YAW.broken(abs(yaw)) and (pitch is None or not PITCH.broken(abs(pitch)))


def yaw_deg(face: Face) -> float | None:
    """Estimate where the nose points, positive to the picture's right.

    The nose's tip moves off the middle line of eyes and mouth by its depth times the sine, the eyes come closer by
    the cosine.
    """
    axes = _upright(face)
    if axes is None:
        return None
    eye_span, aside = axes
    return math.degrees(math.atan2(aside, NOSE_DEPTH * eye_span))


def pitch_deg(face: Face) -> float | None:
    """Estimate where the nose points, positive down. Coarse: straight faces differ by some 12 degrees, and glasses move
    it by up to 30.
    """
    if face.nose_down is None:
        return None
    return math.degrees((face.nose_down - NOSE_DOWN_SHARE) / NOSE_DOWN_PER_RADIAN)


def _upright(face: Face) -> tuple[float, float] | None:
    """Return the eyes' distance and the nose's way off the middle line (+ to the right)."""
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
    return right[0] - left[0], nose[0] - middle_x


def _turned(point: Point, angle: float) -> Point:
    sine, cosine = math.sin(angle), math.cos(angle)
    return point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
