"""Everything that is measured on a finished take, once: the report, the timeline and the praise are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from producer.coach import limits as at
from producer.coach.picture.faces import open_detector
from producer.coach.picture.framing import read_picture
from producer.coach.readings import FramingReading, VoiceReading, combine
from producer.coach.sound.hearing import voice_intensity, voice_probabilities
from producer.coach.sound.held import all_fillers
from producer.coach.sound.pace import Floats
from producer.coach.sound.voice import (
    FULL_SCALE,
    QUIETEST_DBFS,
    Pace,
    Samples,
    TakeVoice,
    measure_voice,
    rate_per_minute,
)
from producer.coach.take.pictures import sample_pictures
from producer.jobs import BackgroundJob, Job
from producer.media.clipping import clipped_share
from producer.media.loudness import Loudness, measure_loudness
from producer.media.probe import probe
from producer.media.sound import decode_sound
from producer.models import find_face_model
from producer.values import MediaInfo, Transcript, Word

NO_VOICE = TakeVoice(Pace(0.0, None, None), (), None, QUIETEST_DBFS, None)
"""What a take without sound measures: silence, and nothing that could be known of a voice."""
NO_LOUDNESS = Loudness(None, None, None, None)


@dataclass(frozen=True, slots=True)
class TakeMeasures:
    """One take. ``pictures`` are ``(time_s, reading)``; ``probabilities`` is voice activity each 32 ms,
    ``intensity_db`` each 10 ms; ``fillers`` is None where no words are known.
    """

    path: Path
    duration_s: float
    language: str
    pictures: tuple[tuple[float, FramingReading], ...]
    samples16k: Samples
    probabilities: NDArray[np.float32]
    intensity_db: Floats
    voice: TakeVoice
    loudness: Loudness
    clipped: float | None
    transcript: Transcript | None
    fillers: tuple[Word, ...] | None

    @property
    def framing(self) -> FramingReading:
        """The whole take's medians."""
        readings = [reading for _, reading in self.pictures]
        return combine(readings) if readings else FramingReading(faces=0.0, face_share=0.0)

    @property
    def words_per_minute(self) -> float | None:
        """From the transcript where there is one, else from the syllables."""
        if self.words_from == "transcript" and self.transcript is not None:
            return len(self.transcript.words) * 60 / self.voice.pace.speech_s
        return self.voice.pace.words_per_minute

    @property
    def words_from(self) -> str | None:
        """``transcript``, ``syllables`` or None (the contract's ``words_per_minute_from``)."""
        if self.transcript is not None and self.transcript.words and self.voice.pace.speech_s >= 1.0:
            return "transcript"
        return None if self.voice.pace.words_per_minute is None else "syllables"

    @property
    def own_scale(self) -> float:
        """What the speaker's own words make of a pace told from syllables: known from a transcript of half a minute of
        speech, 1.0 before.
        """
        counted, told = self.voice.pace.words_per_minute, self.words_per_minute
        if self.words_from != "transcript" or not counted or not told or self.voice.pace.speech_s < at.PACE_OWN_AFTER_S:
            return 1.0
        return told / counted

    @property
    def fillers_per_minute(self) -> float | None:
        return None if self.fillers is None else rate_per_minute(len(self.fillers), self.voice.pace.speech_s)

    @property
    def reading(self) -> VoiceReading:
        """The voice as the rules of advice take it."""
        few = self.fillers is None or len(self.fillers) < at.MIN_FILLERS
        hum, run = self.voice.hum, self.voice.longest_run
        return VoiceReading(
            level_dbfs=self.voice.level_dbfs,
            peak_level_dbfs=self.voice.peak_level_dbfs,
            clipped_share=self.clipped,
            noise_dbfs=self.voice.noise_dbfs,
            snr_db=self.voice.snr_db,
            words_per_minute=self.words_per_minute,
            pauses_per_minute=rate_per_minute(len(self.voice.pauses), self.voice.pace.speech_s),
            fillers_per_minute=None if few else self.fillers_per_minute,
            run_s=None if run is None else run[1] - run[0],
            hum_hz=None if hum is None else hum.hz,
            hum_db=None if hum is None else hum.above_noise_db,
            voiceless=self.voice.voiceless,
        )


def measure_take(
    path: Path,
    *,
    transcript: Transcript | None = None,
    language: str | None = None,
    need_sound: bool = True,
    job: Job | None = None,
) -> TakeMeasures:
    """Measure a finished file. ``language`` (or the transcript's) chooses the pace's limits. Without ``need_sound`` a
    take that has none is measured by its picture; its voice is silence.

    Raises MissingFile, NotMedia, NoPicture, NoSound, Cancelled.
    """
    job = job or Job()
    info = probe(path, need_picture=True, need_sound=need_sound)
    chosen = language or (transcript.language if transcript else "")
    looking = BackgroundJob(
        lambda own: _look(path, info.duration_s, own),
        on_progress=lambda share, step: job.progress(None if share is None else 0.95 * share, step),
        name="look",
    )
    forget = job.at_cancel(looking.cancel)
    try:
        looking.start()
        return _put_together(path, info, chosen, transcript, looking, job)
    finally:
        looking.cancel()
        looking.join()
        forget()


def _put_together(
    path: Path,
    info: MediaInfo,
    language: str,
    transcript: Transcript | None,
    looking: BackgroundJob[tuple[tuple[float, FramingReading], ...]],
    job: Job,
) -> TakeMeasures:
    """Listen while the pictures are looked at on the other thread: each takes about as long as the other."""
    quiet = Job()  # the pictures say how far it is
    forget = job.at_cancel(quiet.cancel)
    try:
        samples = decode_sound(path, job=quiet) if info.has_sound else np.zeros(0, np.float32)
        probabilities = voice_probabilities(samples) if info.has_sound else np.zeros(0, np.float32)
        job.check()
        return TakeMeasures(
            path=path,
            duration_s=info.duration_s,
            language=language,
            samples16k=samples,
            probabilities=probabilities,
            intensity_db=voice_intensity(samples) if info.has_sound else np.zeros(0),
            voice=measure_voice(samples, probabilities, language) if info.has_sound else NO_VOICE,
            loudness=measure_loudness(path, duration_s=info.duration_s, job=quiet) if info.has_sound else NO_LOUDNESS,
            clipped=clipped_share(path, full_scale=FULL_SCALE, job=quiet) if info.has_sound else None,
            transcript=transcript,
            fillers=all_fillers(transcript, samples, probabilities) if transcript and info.has_sound else None,
            pictures=looking.wait(),
        )
    finally:
        forget()


def _look(path: Path, duration_s: float, job: Job) -> tuple[tuple[float, FramingReading], ...]:
    detector = open_detector(find_face_model(), careful=True)
    pictures = sample_pictures(path, duration_s=duration_s, job=job)
    return tuple((time_s, read_picture(image, detector)) for time_s, image in pictures)
