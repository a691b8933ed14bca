"""Files that are not what they seem get one clear sentence; sound comes out at the right length; writing
leaves nothing half-made.
"""

from pathlib import Path

import pytest

from producer.errors import DiskError, MissingFile, NoPicture, NoSound, NotMedia
from producer.files import written_beside
from producer.media.ffmpeg import run_ffmpeg
from producer.media.probe import probe
from producer.media.sound import decode_sound


def make(path: Path, *, picture: bool = True, sound: bool = True) -> Path:
    inputs, maps = [], ["-t", "2"]
    if picture:
        inputs += ["-f", "lavfi", "-i", "testsrc=s=320x240:r=25"]
    if sound:
        inputs += ["-f", "lavfi", "-i", "sine=f=440"]
    run_ffmpeg([*inputs, *maps, str(path)])
    return path


def test_says_what_a_file_holds(tmp_path: Path) -> None:
    info = probe(make(tmp_path / "ü 'a' [b].mp4"))
    assert (info.width, info.height, info.has_picture, info.has_sound) == (320, 240, True, True)
    assert info.duration_s == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("content", [b"", b"just words\n" * 99])
def test_refuses_what_is_not_media(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "renamed.mp4"
    path.write_bytes(content)
    with pytest.raises(NotMedia, match=r"renamed\.mp4"):
        probe(path)


def test_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        probe(tmp_path / "gone.mp4")
    with pytest.raises(NoSound):
        probe(make(tmp_path / "silent.mp4", sound=False), need_sound=True)
    with pytest.raises(NoPicture):
        probe(make(tmp_path / "voice.wav", picture=False), need_picture=True)


def test_refuses_a_video_cut_off_before_its_index(tmp_path: Path) -> None:
    path = make(tmp_path / "cut.mp4")
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(NotMedia):
        probe(path)


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv"])
def test_refuses_a_video_whose_end_is_missing(tmp_path: Path, name: str) -> None:
    whole = tmp_path / f"whole{Path(name).suffix}"
    picture = ["-f", "lavfi", "-i", "mandelbrot=s=640x360:r=25", "-f", "lavfi", "-i", "sine=f=440"]
    run_ffmpeg([*picture, "-t", "6", "-preset", "ultrafast", "-movflags", "+faststart", str(whole)])
    assert probe(whole).duration_s == pytest.approx(6, abs=0.1)
    cut = tmp_path / name
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(NotMedia, match="cut off"):
        probe(cut)


@pytest.mark.parametrize("name", ["cut.wav", "cut.flac"])
def test_refuses_sound_whose_end_is_missing(tmp_path: Path, name: str) -> None:
    whole, cut = tmp_path / f"whole{Path(name).suffix}", tmp_path / name
    run_ffmpeg(["-f", "lavfi", "-i", "anoisesrc=d=6", str(whole)])
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert probe(whole).duration_s == pytest.approx(6, abs=0.1)
    with pytest.raises(NotMedia, match="of its 6 seconds only about 3 are there"):
        probe(cut)
    if cut.suffix == ".wav":  # a recorder that writes the size last promises nothing yet
        cut.write_bytes(b"RIFF\xff\xff\xff\xff" + cut.read_bytes()[8:])
        assert probe(cut).duration_s == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
def test_a_file_that_begins_late_is_whole(tmp_path: Path, suffix: str) -> None:
    """Matroska counts its length from 0, not from its first picture: 5 s that begin at 3 s are not cut off."""
    path = tmp_path / f"late{suffix}"
    late = ["-itsoffset", "3", "-f", "lavfi"]
    run_ffmpeg([*late, "-i", "testsrc=d=5", *late, "-i", "sine=d=5", "-preset", "ultrafast", str(path)])
    assert probe(path).duration_s == pytest.approx(5, abs=0.1)
    assert decode_sound(path).shape == pytest.approx((80_000,), abs=1000)


def test_a_picture_with_wide_pixels_has_the_size_that_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "wide.mp4"
    run_ffmpeg(["-f", "lavfi", "-i", "testsrc=s=360x270:d=1,setsar=4/3", "-preset", "ultrafast", str(path)])
    assert (probe(path).width, probe(path).height) == (480, 270)


def test_what_is_said_after_an_interruption_keeps_its_time(tmp_path: Path) -> None:
    path = tmp_path / "hole.mkv"
    tone = ["-f", "lavfi", "-i", "sine=d=6"]
    run_ffmpeg([*tone, "-af", "aselect='lt(t,1)+gt(t,4)'", "-c:a", "pcm_s16le", str(path)])
    samples = decode_sound(path)
    assert samples.shape == pytest.approx((96_000,), abs=800)
    assert abs(samples[17_000:63_000]).max() == 0
    assert abs(samples[65_000:66_000]).max() > 0.1


def test_decodes_sound_at_the_asked_rate(tmp_path: Path) -> None:
    samples = decode_sound(make(tmp_path / "tone.wav", picture=False))
    assert samples.shape == pytest.approx((32_000,), abs=50)
    assert abs(samples).max() == pytest.approx(0.125, abs=0.01)


def test_a_full_disk_is_told_from_a_video_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "ffmpeg"
    command.write_text("#!/bin/sh\necho 'Error writing trailer: No space left on device' >&2\nexit 1\n")
    command.chmod(0o755)
    monkeypatch.setattr("producer.media.ffmpeg.ffmpeg_path", lambda: str(command))
    with pytest.raises(DiskError, match="The disk is full, so the video could not be made"):
        run_ffmpeg([str(tmp_path / "out.mp4")])


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError), written_beside(target) as part:
        part.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
