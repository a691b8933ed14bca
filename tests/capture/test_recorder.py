"""The recorder: nothing lost silently, lighter before that, and a file that anybody can play."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import av
import numpy as np
import pytest
from fakes.takes import ffmpeg, picture_times

from producer.capture.picture_encoder import SPEEDS, PictureEncoder, set_up
from producer.capture.recorder import Recorder
from producer.capture.take_file import SoundFormat, TakeFile
from producer.media.probe import probe
from producer.media.sound import decode_sound
from producer.values import AudioBlock, Frame

WIDTH, HEIGHT, FPS, RATE_HZ = 320, 180, 30.0, 48_000


def picture(light: int = 90) -> np.ndarray:
    return np.full((HEIGHT, WIDTH, 3), light, np.uint8)


def block(t_s: float, value: float = 0.25) -> AudioBlock:
    return AudioBlock(np.full((960, 1), value, np.float32), RATE_HZ, t_s)


def test_time_zero_is_the_first_picture_and_sound_is_cut_to_it(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, SoundFormat(RATE_HZ, 1), start_s=100.0)
    for number in range(60):
        recorder.offer_block(block(99.8 + number * 0.02, 0.25 if number < 15 else 0.5))  # louder from 100.1 on
    for number in range(30):
        recorder.offer_frame(Frame(picture(), 99.9 + number / FPS, number))  # three of them before the start
    recorder.finish()
    assert recorder.error is None
    assert recorder.counts.frames == 27 and recorder.counts.dropped_frames == 0
    sound = decode_sound(tmp_path / "t.mkv", rate_hz=RATE_HZ)
    assert sound[0] == pytest.approx(0.25)
    assert np.argmax(sound > 0.4) == pytest.approx(0.1 * RATE_HZ, abs=1)
    assert picture_times(tmp_path / "t.mkv") == pytest.approx([n / FPS for n in range(27)], abs=0.001)


def test_uneven_pictures_keep_their_times(tmp_path: Path) -> None:
    times = [0.0, 0.010, 0.011, 0.250, 0.9, 0.9001]
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None, start_s=0.0)
    for number, at in enumerate(times):
        recorder.offer_frame(Frame(picture(), at, number))
    recorder.finish()
    assert picture_times(tmp_path / "t.mkv") == pytest.approx(times, abs=0.0015)
    info = probe(tmp_path / "t.mkv")
    assert not info.has_sound and info.duration_s == pytest.approx(0.934, abs=0.003)


def test_a_limit_cuts_picture_and_sound_at_the_same_time(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, SoundFormat(RATE_HZ, 1), start_s=5.0, limit_s=0.5)
    for number in range(30):
        recorder.offer_frame(Frame(picture(), 5.0 + number / FPS, number))
        recorder.offer_block(block(5.0 + number * 0.02))
    assert recorder.full
    recorder.finish()
    assert recorder.counts.frames == 15 and recorder.counts.audio_s == pytest.approx(0.5)
    assert probe(tmp_path / "t.mkv").duration_s == pytest.approx(0.5, abs=0.002)


def test_a_limit_between_two_pictures_is_reached_by_the_second(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None, start_s=0.0, limit_s=0.1)
    for number, at in enumerate((0.0, 0.033, 0.0661)):
        recorder.offer_frame(Frame(picture(), at, number))
    assert not recorder.full
    recorder.offer_frame(Frame(picture(), 0.1001, 3))
    assert recorder.full
    recorder.finish()
    assert recorder.counts.frames == 3


def test_what_does_not_fit_is_counted_and_the_encoder_steps_down_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An encoder that stands still: the queue fills, and every picture is either in the file or in the count."""
    gate, encode = threading.Event(), PictureEncoder.encode

    def held(self: PictureEncoder, image: np.ndarray, t_s: float) -> list[object]:
        gate.wait(10)
        return encode(self, image, t_s)

    monkeypatch.setattr(PictureEncoder, "encode", held)
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None, start_s=0.0, queue_frames=20)
    for number in range(50):
        recorder.offer_frame(Frame(picture(), number / FPS, number))
    gate.set()
    recorder.finish()
    counts = recorder.counts
    assert counts.frames + counts.dropped_frames == 50
    assert 28 <= counts.dropped_frames <= 30
    assert len(picture_times(tmp_path / "t.mkv")) == counts.frames
    assert recorder.speed != SPEEDS[0]


def test_all_speeds_have_the_same_headers() -> None:
    headers = set()
    for speed in SPEEDS:
        context = av.VideoCodecContext.create("libx264", "w")
        set_up(context, 1280, 720, 30, speed)
        context.open()
        headers.add(bytes(context.extradata or b""))
    assert len(headers) == 1


def test_a_change_of_speed_is_seen_by_nobody(tmp_path: Path) -> None:
    """Both changes in one take: every picture decodes without an error and looks as it should."""
    file = TakeFile(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None)
    for number in range(90):
        if number in (30, 60):
            assert file.encoder.step_down()
        file.write_picture(picture(40 + 2 * number), number / FPS)
    assert file.encoder.speed == SPEEDS[2] and not file.encoder.step_down()
    file.finish()
    with av.open(str(tmp_path / "t.mkv"), options={"err_detect": "explode"}) as container:
        light = [frame.to_ndarray(format="gray").mean() for frame in container.decode(video=0)]
    assert len(light) == 90
    assert np.abs(np.array(light) - (40 + 2 * np.arange(90))).max() < 4


def test_key_pictures_come_every_second_whatever_the_rate(tmp_path: Path) -> None:
    file = TakeFile(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None)
    for number in range(40):
        file.write_picture(picture(number), number / 10)  # ten a second, though thirty were promised
    file.finish()
    with av.open(str(tmp_path / "t.mkv")) as container:
        keys = [float(p.pts * p.time_base) for p in container.demux(video=0) if p.pts is not None and p.is_keyframe]
    assert keys == pytest.approx([0, 1, 2, 3], abs=0.11)


def test_sound_is_lossless(tmp_path: Path) -> None:
    data = np.random.default_rng(1).integers(-32768, 32767, (9600, 2))
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, SoundFormat(RATE_HZ, 2), start_s=0.0)
    recorder.offer_frame(Frame(picture(), 0.0, 0))
    for at in range(0, 9600, 960):
        samples = (data[at : at + 960] / 32768).astype(np.float32)
        recorder.offer_block(AudioBlock(samples, RATE_HZ, at / RATE_HZ))
    recorder.finish()
    with av.open(str(tmp_path / "t.mkv")) as container:
        out = np.concatenate([frame.to_ndarray().reshape(-1, 2) for frame in container.decode(audio=0)])
    assert np.array_equal(out, data)


def test_a_microphone_that_is_gone_does_not_hold_pictures_back_from_the_disk(tmp_path: Path) -> None:
    """What a kill would leave: the file as it is on the disk while the recorder still runs."""
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, SoundFormat(RATE_HZ, 1), start_s=0.0)
    recorder.offer_block(block(0.0))
    for number in range(90):
        recorder.offer_frame(Frame(picture(number), number / FPS, number))
    pause = threading.Event()
    for _ in range(500):
        if recorder.counts.frames == 90:
            break
        pause.wait(0.01)
    (tmp_path / "killed.mkv").write_bytes((tmp_path / "t.mkv").read_bytes())
    recorder.finish()
    assert len(picture_times(tmp_path / "killed.mkv")) >= 90 - FPS
    assert len(picture_times(tmp_path / "t.mkv")) == 90


def test_a_picture_of_another_size_is_fitted_in(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None, start_s=0.0)
    recorder.offer_frame(Frame(picture(), 0.0, 0))
    recorder.offer_frame(Frame(np.full((640, 480, 3), 90, np.uint8), 0.1, 1))
    recorder.finish()
    assert recorder.error is None and recorder.counts.frames == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no colons in names there")
def test_a_name_with_a_colon_is_a_file_and_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("http:take.mkv", "pipe:1.mkv", "Take 2: the end.mkv"):
        recorder = Recorder(Path(name), WIDTH, HEIGHT, FPS, None, start_s=0.0)
        recorder.offer_frame(Frame(picture(), 0.0, 0))
        recorder.finish()
        assert recorder.error is None and len(picture_times(tmp_path / name)) == 1


@pytest.mark.parametrize("colour", [(20, 200, 40), (200, 40, 30), (60, 90, 230), (128, 128, 128)])
def test_colours_come_back_as_they_went_in(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    """Read by ffmpeg, which believes what the file says of its colours: with another matrix green is 20 off."""
    image = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
    recorder = Recorder(tmp_path / "t.mkv", WIDTH, HEIGHT, FPS, None, start_s=0.0)
    for number in range(5):
        recorder.offer_frame(Frame(image, number / FPS, number))
    recorder.finish()
    ffmpeg("-i", str(tmp_path / "t.mkv"), "-vf", "scale=flags=accurate_rnd+full_chroma_int", "-frames:v", "1",
           "-f", "rawvideo", "-pix_fmt", "bgr24", str(tmp_path / "raw"))
    seen = np.frombuffer((tmp_path / "raw").read_bytes(), np.uint8).reshape(HEIGHT, WIDTH, 3)[HEIGHT // 2, WIDTH // 2]
    assert seen.astype(int) == pytest.approx(np.array(colour), abs=5)
