"""Finished clips: loudness, sync, captions in the frames, title card, names of every kind, and nothing half-made."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from pathlib import Path

import av
import numpy as np
import pytest
from fakes.known_media import flash_and_click, frame_at, make, onsets, uneven
from PIL import Image

from producer.captions import read_captions
from producer.errors import Cancelled, NoPicture, NoSound, NotMedia, ProducerError
from producer.export import TitleCard, export_clip, find_channels, load_channels
from producer.export.plan import CARD_S
from producer.export.render import working_folder
from producer.export.verify import starts_fast
from producer.jobs import Job
from producer.media.loudness import measure_loudness
from producer.media.sound import decode_sound
from producer.values import CaptionTrack, Cue

NASTY = 'It\'s "50%": a, b; c\\d [e] {f} 😀 Zoë'
LINKEDIN = load_channels()["linkedin"]


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flash_and_click(tmp_path_factory.mktemp("take") / "take.mkv")


def captions(*lines: str) -> CaptionTrack:
    return CaptionTrack("en", tuple(Cue(0.5 + 2 * i, 2.0 + 2 * i, (line,)) for i, line in enumerate(lines)))


@pytest.fixture(scope="module")
def pack(take: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    out = tmp_path_factory.mktemp("out") / "clips"
    return export_clip(take, LINKEDIN, out, captions=captions("Hello there", "General"), burn=True)


def test_a_pack_has_the_contract_s_names_and_nothing_else(pack) -> None:  # type: ignore[no-untyped-def]
    assert {path.name for path in pack.clip.parent.iterdir()} == {
        f"take-linkedin.{s}" for s in ("mp4", "srt", "jpg", "json")
    }
    assert [cue.text for cue in read_captions(pack.captions).cues] == ["Hello there", "General"]
    assert Image.open(pack.thumbnail).size == (640, 360)


def test_the_manifest_is_true(pack, take: Path) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(pack.manifest.read_text("utf-8"))
    for key, path in (("clip", pack.clip), ("captions", pack.captions), ("thumbnail", pack.thumbnail)):
        assert data[key]["file"] == path.name
        assert data[key]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert data["source"] == {"file": "take.mkv", "sha256": hashlib.sha256(take.read_bytes()).hexdigest()}
    assert data["clip"]["bytes"] == pack.clip.stat().st_size
    assert (data["clip"]["width"], data["clip"]["height"], data["clip"]["fps"]) == (640, 360, 30)
    measured = measure_loudness(pack.clip)
    assert data["clip"]["loudness_lufs"] == measured.integrated_lufs
    assert data["captions"]["burned_in"] is True


def test_the_file_is_what_upload_sites_ask_for(pack) -> None:  # type: ignore[no-untyped-def]
    assert starts_fast(pack.clip)
    assert b"elst" not in pack.clip.read_bytes()[:20_000]
    with av.open(str(pack.clip)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt, video.profile) == ("h264", "yuv420p", "High")
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48000, 2)
        times = sorted(packet.pts for packet in container.demux(video) if packet.pts is not None)
    assert len(times) == 180
    assert len(set(np.diff(times))) == 1


def test_captions_are_seen_in_the_frames(pack, take: Path) -> None:  # type: ignore[no-untyped-def]
    """White letters on a dark box in the lowest third while the cue stands; the bare ground a moment later."""
    low = slice(240, 360)
    shown, bare = frame_at(pack.clip, 1.5)[low], frame_at(pack.clip, 2.2)[low]
    assert (shown.min(axis=2) > 200).sum() > 150
    assert (bare.min(axis=2) > 200).sum() == 0


def test_captions_are_seen_where_the_sound_outlasts_the_picture(tmp_path: Path) -> None:
    source = ("-f", "lavfi", "-i", "color=c=0x202020:s=640x360:r=30:d=2", "-f", "lavfi", "-i", "sine=d=4")
    video = make(tmp_path / "short.mp4", *source, "-pix_fmt", "yuv420p")
    made = export_clip(video, LINKEDIN, tmp_path / "out", captions=captions("Hello there", "General"), burn=True)
    assert (frame_at(made.clip, 3.5)[240:].min(axis=2) > 200).sum() > 150
    assert json.loads(made.manifest.read_text("utf-8"))["clip"]["frames"] == 120


@pytest.mark.parametrize("kind", ["even", "uneven", "15 a second", "25 a second"])
@pytest.mark.parametrize("card", [None, TitleCard("Hello")], ids=["no card", "card"])
def test_flash_and_click_stay_together(take: Path, tmp_path: Path, kind: str, card: TitleCard | None) -> None:
    """Within 40 ms; seen: 0.1 ms for even frames."""
    source = {
        "uneven": lambda: uneven(tmp_path / "u.mkv", take),
        "15 a second": lambda: flash_and_click(tmp_path / "r.mkv", rate="15"),
        "25 a second": lambda: flash_and_click(tmp_path / "r.mkv", rate="25"),
    }
    made = export_clip(source[kind]() if kind in source else take, LINKEDIN, tmp_path / "out", card=card)
    flashes, clicks = onsets(made.clip)
    assert len(flashes) == len(clicks) == 3
    assert np.abs(flashes - clicks).max() <= (0.040 if kind == "uneven" else 0.002)
    assert clicks == pytest.approx(np.array([1, 3, 5]) + (CARD_S if card else 0.0), abs=0.025)
    told = json.loads(made.manifest.read_text("utf-8"))
    card_s = told["title_card"]["duration_s"] if card else 0.0
    assert told["clip"]["frames"] == round((6 + card_s) * told["clip"]["fps"])


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("quiet", "anoisesrc=c=pink:a=0.01:r=48000"),
        ("loud", "anoisesrc=c=pink:a=0.9:r=48000"),
        ("peaks", "aevalsrc='0.02*sin(2*PI*300*t)+0.9*lt(mod(t,1),0.004)*sin(2*PI*900*t)':s=48000"),
        ("one channel", "sine=f=400:r=44100"),
    ],
)
@pytest.mark.parametrize("channel", ["linkedin", "intranet"])
def test_loudness_and_true_peak(tmp_path: Path, name: str, sound: str, channel: str) -> None:
    video = flash_and_click(tmp_path / "v.mkv", sound=sound, size="160x90")
    made = export_clip(video, load_channels()[channel], tmp_path / "out")
    measured = measure_loudness(made.clip)
    assert measured.integrated_lufs == pytest.approx(load_channels()[channel].lufs, abs=1.0)
    assert measured.true_peak_dbtp is not None
    assert measured.true_peak_dbtp <= -1.0


def test_silence_stays_silent_and_is_said(tmp_path: Path) -> None:
    made = export_clip(flash_and_click(tmp_path / "v.mkv", sound="anullsrc=r=48000"), LINKEDIN, tmp_path / "out")
    assert made.warnings == ("The take is silent.",)
    assert measure_loudness(made.clip).integrated_lufs is None


def test_text_of_every_kind_comes_out_and_commands_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] %d, {folder}; x:y"
    folder.mkdir()
    video = flash_and_click(folder / "take's 100% [x], 😀.mkv")
    track = captions(NASTY, "{\\an8}{\\fs200}top", "a\\Nb <b>c</b>")
    made = export_clip(
        video, LINKEDIN, folder / "out: 'é'", captions=track, card=TitleCard(NASTY, "O'Neil, %{pts}", "C:\\x")
    )
    assert [cue.text for cue in read_captions(made.captions).cues] == [NASTY, "{\\an8}{\\fs200}top", "a\\Nb <b>c</b>"]
    assert read_captions(made.captions).cues[0].start_s == pytest.approx(0.5 + CARD_S)
    data = json.loads(made.manifest.read_text("utf-8"))
    assert data["title_card"]["title"] == NASTY
    assert made.warnings == ("The title card was made without 😀, which its letters do not have.",)
    second = frame_at(made.clip, CARD_S + 3.2)
    assert (second[:120].min(axis=2) > 200).sum() == 0  # "{\an8}" did not put it at the top
    assert (second[240:].min(axis=2) > 200).sum() > 300


def test_a_name_that_begins_like_an_address_is_a_file(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("10:30.mkv", "concat:a|b.mkv"):
        (tmp_path / name).symlink_to(take)
        made = export_clip(Path(name), LINKEDIN, Path("out"))
        assert made.clip == Path("out") / f"{Path(name).stem}-linkedin.mp4"
        assert decode_sound(Path(name)).shape == pytest.approx((96_000,), abs=500)


def test_captions_after_the_end_are_left_out_and_said(take: Path, tmp_path: Path) -> None:
    """The take lasts 6 s: the third caption runs over its end, the fourth and fifth come after it."""
    track = captions("one", "two", "three", "four", "five")
    late = CaptionTrack("en", (*track.cues[:2], Cue(4.5, 9.0, ("three",)), Cue(10, 12, ("four",)), Cue(13, 14, ("5",))))
    made = export_clip(take, LINKEDIN, tmp_path, captions=late)
    assert [(cue.text, cue.end_s) for cue in read_captions(made.captions).cues][2:] == [("three", 6.0)]
    assert made.warnings == ("2 captions lie after the end of the take and were left out.",)


def test_signs_that_no_font_has_are_said(take: Path, tmp_path: Path) -> None:
    """A sign of Linear A, which hardly any font has; invisible ones are not missed."""
    made = export_clip(take, LINKEDIN, tmp_path, captions=captions("Hello \U00010600 there\ufe0f"), burn=True)
    assert made.warnings == ("No font on this computer has \U00010600: the captions in the picture lack it.",)


def test_the_title_card_shows_title_and_name_then_the_take_follows(take: Path, tmp_path: Path) -> None:
    made = export_clip(take, LINKEDIN, tmp_path, card=TitleCard("Our plan for next year", "Anna Peeters", "CEO"))
    card = frame_at(made.clip, 1.2)
    assert card[5, 5].astype(int) == pytest.approx([24, 32, 43], abs=6)
    assert (card.min(axis=2) > 180).sum() > 1000
    later = frame_at(made.clip, CARD_S + 0.5)
    assert later[180, 320].astype(int) == pytest.approx([32, 32, 32], abs=6)
    with av.open(str(made.clip)) as container:
        assert container.streams.video[0].frames == 180 + round(CARD_S * 30)


def test_a_very_long_title_is_made_to_fit(take: Path, tmp_path: Path) -> None:
    made = export_clip(take, LINKEDIN, tmp_path, card=TitleCard("A very long title indeed " * 8))
    card = frame_at(made.clip, 1.2)
    ink = np.flatnonzero((card.min(axis=2) > 180).any(axis=0))
    assert ink.min() > 20
    assert ink.max() < 620


def test_upright_pictures_stay_upright_and_large_ones_fit(tmp_path: Path) -> None:
    upright = flash_and_click(tmp_path / "up.mkv", size="360x640", seconds=2)
    made = export_clip(upright, LINKEDIN, tmp_path / "out", captions=captions("Hello there"))
    assert frame_at(made.clip, 0.5).shape == (640, 360, 3)
    large = flash_and_click(tmp_path / "large.mkv", size="2560x1440", seconds=1)
    made = export_clip(large, load_channels()["x"], tmp_path / "out")
    assert frame_at(made.clip, 0.5).shape == (720, 1280, 3)


def test_a_cancel_leaves_nothing(take: Path, tmp_path: Path) -> None:
    long = make(tmp_path / "long.mkv", "-stream_loop", "20", "-i", str(take), "-c", "copy")
    rendering = threading.Event()
    job = Job(lambda share, step: rendering.set() if step == "render" and (share or 0) > 0.1 else None)
    out = tmp_path / "out"
    caught: list[ProducerError] = []

    def work() -> None:
        try:
            export_clip(long, LINKEDIN, out, job=job)
        except ProducerError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert rendering.wait(60)
    job.cancel()
    thread.join(10)
    assert isinstance(caught[0], Cancelled)
    assert not out.exists()


def test_an_older_clip_stays_whole_until_the_new_one_is_done(pack, take: Path) -> None:  # type: ignore[no-untyped-def]
    before = pack.clip.read_bytes()
    job = Job(lambda share, step: job.cancel() if step == "render" else None)
    with pytest.raises(Cancelled):
        export_clip(take, LINKEDIN, pack.clip.parent, job=job)
    assert pack.clip.read_bytes() == before
    assert not list(pack.clip.parent.glob(".part*"))


def test_what_a_killed_export_left_is_cleared_a_day_later(tmp_path: Path) -> None:
    for name, hours in ((".part-clip-old", 25), (".part-clip-new", 1), (".part-other", 25)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "clip.mp4").touch()
        os.utime(tmp_path / name, (time.time() - hours * 3600,) * 2)
    with working_folder(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {".part-clip-new", ".part-other"}


def test_bad_input_is_one_sentence_and_nothing_is_left(take: Path, tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("hello")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "cut.mkv").write_bytes(take.read_bytes()[: take.stat().st_size // 2])
    make(tmp_path / "mute.mkv", "-i", str(take), "-an", "-c", "copy")
    make(tmp_path / "sound.wav", "-i", str(take))
    expected = {
        "text.mp4": NotMedia,
        "empty.mp4": NotMedia,
        "cut.mkv": NotMedia,
        "mute.mkv": NoSound,
        "sound.wav": NoPicture,
    }
    for name, kind in expected.items():
        with pytest.raises(kind, match=name.replace(".", r"\.")):
            export_clip(tmp_path / name, LINKEDIN, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_channels_are_named_where_one_is_wrong() -> None:
    with pytest.raises(ProducerError, match=r"myspace.*linkedin, youtube, x, intranet"):
        find_channels(["linkedin", "myspace"])
    assert [channel.name for channel in find_channels(["youtube", " LinkedIn ", "youtube"])] == ["youtube", "linkedin"]


def test_a_limit_that_is_not_kept_is_said(tmp_path: Path) -> None:
    short = flash_and_click(tmp_path / "short.mkv", seconds=2)
    made = export_clip(short, LINKEDIN, tmp_path / "out")
    assert made.warnings[0] == "The clip lasts 2.00 seconds, and LinkedIn takes at least 3."
    assert json.loads(made.manifest.read_text("utf-8"))["warnings"] == list(made.warnings)


def test_an_index_at_the_end_is_noticed(pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    late = make(tmp_path / "late.mp4", "-i", str(pack.clip), "-c", "copy")
    body = late.read_bytes()
    assert body.index(b"mdat") < body.index(b"moov")
    assert not starts_fast(late)


@pytest.mark.parametrize("matrix", ["smpte170m", "bt709"])
def test_colours_of_a_clip_are_those_of_the_take(tmp_path: Path, matrix: str) -> None:
    """Both read by ffmpeg, which believes what each file says of its colours."""
    known = f"color=c=0xc82814:s=320x180:r=30:d=1,scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p"
    sound = ["-f", "lavfi", "-i", "sine=d=1", "-colorspace", matrix, "-c:a", "pcm_s16le"]
    source = make(tmp_path / "v.mkv", "-f", "lavfi", "-i", known, *sound)
    made = export_clip(source, LINKEDIN, tmp_path / "out")
    raw = make(tmp_path / "raw", "-i", str(made.clip), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24")
    seen = np.frombuffer(raw.read_bytes(), np.uint8).reshape(180, 320, 3)[90, 160].astype(int)
    assert seen == pytest.approx(np.array([0xC8, 0x28, 0x14]), abs=8)
