"""Left and right, from the sensor to the words: the recording is not mirrored, the preview is, and the advice names the
speaker's own side.
"""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from coach.conftest import frame_of

from producer.coach.advice import advice_text
from producer.coach.faults import find_faults
from producer.coach.picture.faces import HaarDetector, open_detector
from producer.coach.picture.framing import read_picture
from producer.demo import Sample
from producer.models import find_face_model
from ui.picture import to_screen


@pytest.fixture(scope="module")
def presenter() -> np.ndarray:
    return frame_of(Sample.bundled().video, 300)


def as_sent(presenter: np.ndarray, dx: float) -> np.ndarray:
    """The presenter as the camera sends them, moved to the picture's right by a share of its width."""
    height, width = presenter.shape[:2]
    move = np.array([[1.0, 0.0, dx * width], [0.0, 1.0, 0.0]])
    return cv2.warpAffine(presenter, move, (width, height), borderMode=cv2.BORDER_REPLICATE)


def as_shown(picture: np.ndarray) -> np.ndarray:
    """What the preview shows, as pixels (BGR)."""
    image = to_screen(picture, picture.shape[1], picture.shape[0])
    assert image is not None
    shown = image.convertToFormat(image.Format.Format_BGR888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.bytesPerLine())
    return rows[:, : shown.width() * 3].reshape(shown.height(), shown.width(), 3).copy()


@pytest.mark.parametrize(
    ("dx", "code", "english", "dutch"),
    [
        (-0.18, "move_left", "Move a little to your left", "Schuif iets naar links"),
        (0.18, "move_right", "Move a little to your right", "Schuif iets naar rechts"),
    ],
)
@pytest.mark.parametrize("network", [False, True], ids=["haar", "yunet"])
def test_the_advice_names_the_side_to_which_the_person_moves(
    presenter: np.ndarray, dx: float, code: str, english: str, dutch: str, network: bool
) -> None:
    """Who sits at the picture's left as recorded sits to their own right, sees themselves at the mirror's right, and
    moves to their own left, which is the mirror's left: towards the middle.
    """
    model = find_face_model() if network else None
    if network and model is None:
        pytest.skip("no face model here: set PRODUCER_MODELS")
    sent = as_sent(presenter, dx)
    detector = open_detector(model)
    recorded, mirrored = read_picture(sent, detector), read_picture(as_shown(sent), HaarDetector())
    assert recorded.offset_x == pytest.approx(dx, abs=0.03)
    assert mirrored.offset_x == pytest.approx(-dx, abs=0.03)
    assert set(find_faults(recorded, None, "en")) == {code}
    assert (advice_text(code, "en"), advice_text(code, "nl")) == (english, dutch)
    towards = -1.0 if code == "move_left" else 1.0  # one's own left is the mirror's left
    assert np.sign(mirrored.offset_x or 0.0) == -towards
