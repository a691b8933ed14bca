"""Every number the coach judges by, with its source beside it. Nothing else in the coach holds a threshold.

"Design" is section 9 of the project's design page; "facts D" is section D of the field's figures, with the papers
named there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limit:
    """A fault begins beyond ``enter`` and ends when ``leave`` is reached again; the gap keeps it from flickering.

    ``enter`` above ``leave`` is an upper limit, below it a lower one. A value twice as far from ``leave`` as
    ``enter`` is (``grave`` times, where given) counts as grave.
    """

    enter: float
    leave: float
    source: str
    grave: float = 2.0

    def broken(self, value: float, before: bool = False) -> bool:
        """Say whether ``value`` is a fault, given whether it was one ``before``."""
        edge = self.leave if before else self.enter
        return value > edge if self.enter >= self.leave else value < edge

    def excess(self, value: float) -> float:
        """Return how far beyond ``enter`` the value is, in steps of the aim's own tolerance: 0 at the limit, 1 where
        it is grave.
        """
        beyond = (value - self.enter) if self.enter >= self.leave else (self.enter - value)
        return max(0.0, beyond / self.grave)


OFFSET = Limit(0.08, 0.06, "Design: offset within 8 % of the width; facts D4 (Regula: eye midpoint 0.45-0.55)", 0.12)
FACE_SMALL = Limit(0.22, 0.24, "Design: face box 22-38 % of the height; facts D4 (thirds rule)", 0.10)
FACE_LARGE = Limit(0.38, 0.36, "Design: face box 22-38 % of the height", 0.20)
EYE_LINE_LOW = Limit(0.40, 0.38, "Design: eye line 30-40 % from the top; facts D4 (eyes on the upper third)", 0.15)
EYE_LINE_HIGH = Limit(0.30, 0.32, "Design: eye line 30-40 % from the top", 0.15)
HEADROOM_LARGE = Limit(0.20, 0.17, "Design: headroom 6-15 %, too much over 20", 0.15)
HEADROOM_CUT = Limit(0.04, 0.05, "Design: headroom 6-15 %, cut off under 4", 0.04)
EYE_LINE_MIDDLE = 0.35
"""Too much headroom is a camera aimed too high only where the eyes are below the aim's middle; a head cut off, where
they are above.
"""
ROLL = Limit(5.0, 4.0, "Design: roll within 5 degrees", 10.0)
YAW = Limit(
    22.0,
    18.0,
    "Facts D4: yaw within 15 degrees (ISO/IEC 29794-5, general use), and twice the 3.5 degrees by which straight faces "
    "differ; up to some 20 degrees the eyes turn without the head (Stahl 1999)",
    20.0,
)
PITCH = Limit(
    45.0,
    38.0,
    "Measured: straight faces differ by 12 degrees in what their points tell, and a pair of glasses moves it by up to "
    "30, so only a face that is clearly up or down counts",
    20.0,
)
CAMERA_BELOW = Limit(-40.0, -32.0, "Measured: as for PITCH", 20.0)
CAMERA_ABOVE = Limit(40.0, 32.0, "Measured: as for PITCH", 20.0)
LENS_SHARE = Limit(0.60, 0.65, "Own: looking elsewhere more than four tenths of the time is seen as reading", 0.35)
FACE_DARK = Limit(90.0, 98.0, "Design: face luma 90-190; facts D4", 50.0)
FACE_BRIGHT = Limit(190.0, 182.0, "Design: face luma 90-190", 40.0)
BACKLIGHT = Limit(40.0, 32.0, "Design: background minus face at most 40", 50.0)
BLOWN_LUMA, BLOWN = 250, Limit(0.05, 0.03, "Own: a twentieth of the face without detail shows as white patches", 0.1)
SKIN_HUE_DEG, SKIN_CHROMA = (22.0, 72.0), 13.0
"""Measured on 17 faces of light and dark skin in the test media (CIELAB, median of the inner face): hue 25-70 degrees,
chroma 15-59. Blue light (blue over red 1.5 times) and green leave that by 4-20; warm light does not.
"""
COLOUR_CAST = Limit(
    5.0, 4.0, "Measured: 0 on every face of the test media, 5 and more under clearly coloured light", 10.0
)
PUPILS_M, FIELD_OF_VIEW_DEG = 0.063, 70.0
"""Between the pupils: 63 mm in the mean of adults (Dodgson 2004, doi 10.1117/12.529999). Field of view: own, the usual
webcam's 78 degrees from corner to corner are 70 from side to side of 16:9 (the Android emulator's tables: 70 for a
Logitech B910; a MacBook Pro of 2014 has 51 across 4:3, which makes its faces seem a tenth nearer than they are).
"""
SIDE_RATIO = Limit(1.6, 1.5, "Design: left/right face luma at most 1.6; facts D4 (2:1 is the TV limit)", 0.8)
SHARPNESS = Limit(
    0.28,
    0.33,
    "Measured: see light.read_sharpness; the test media's faces give 0.43-8, blurred by 1/40 of their width 0.09-0.17",
    0.2,
)
FACE_SHARE = Limit(0.5, 0.55, "Own: a face seen in fewer than half of the pictures is a take without a speaker", 0.5)

LEVEL_LOW = Limit(
    -30.0,
    -28.0,
    "Design: -24..-12 dBFS while speaking, with 6 dB left in peace because the export sets the loudness",
    10.0,
)
LEVEL_HIGH = Limit(-9.0, -11.0, "Design: -24..-12 dBFS while speaking, with 3 dB left in peace", 5.0)
CLIPPED = Limit(0.0005, 0.0002, "Own: half a sample in a thousand at full scale is heard as a crackle", 0.005)
SNR = Limit(
    15.0, 18.0, "Own: below 15 dB speech recognition and listeners both suffer; a quiet office gives 25-40 dB", 8.0
)
SILENCE = Limit(
    -72.0,
    -69.0,
    "Own: a muted microphone gives below -80 dBFS, an open one in the quietest room about -65",
    10.0,
)
PITCH_MIN_VOICED_S = 3.0
"""Own: three seconds with a clear pitch are some ten seconds of speech; less says nothing about how someone speaks."""
PITCH_FLAT_ST, PITCH_LIVELY_ST = 2.0, 3.0
"""Own, standard deviation of pitch: between the flattest reading in the test media (1.8 semitones) and the others
(2.2-3.5). That liveliness goes with it: Hincks 2005, doi 10.21437/Interspeech.2005-353.
"""

HUM_BLOCKS, HUM_PARTIAL_DB, HUM_OFF_HZ, HUM_STEADY_DB = 4, 8.0, 0.7, 3.0
HUM_AUDIBLE_DB, HUM_ALONE_DB = 0.0, 6.0
"""A partial of mains hum stands this far above the lines beside it, is this near to its frequency (mains keeps within
0.2 Hz; the nearest musical notes are 1 Hz off) and varies by no more from half second to half second. Two of them make
a hum where the louder can be heard through the noise (ISO/PAS 20065), one alone where it clearly can. Measured: noise
and speech in rooms without hum 3 dB below to 10 dB above their neighbours, but neither steady nor in pairs.
"""
HUM_ADDS_DB = (4.0, 10.0)
"""ISO 1996-2, tonal adjustment: a tone makes noise as annoying as if it were louder by its audibility less 4 dB, 6 dB
at most (from 10 dB on). So much is added to the noise before it is held against ``SNR``.
"""

LIFT_LOUDEST_DBFS, LIFT_MOST_DB, LIFT_S = -18.0, 20.0, 5.0
"""Before the voice-activity network, sound whose loudest 32 ms of the last 5 s are below the one is lifted to it, by
at most the other. Measured on 30 clips: the network finds the same speech from -28 to -16 dBFS (90th percentile of 32
ms), and less of it below -34.
"""


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """Words a minute. ``nuclei_per_word``: the syllables that :mod:`producer.coach.sound.pace` finds per written word
    of the language.
    """

    fast: Limit
    slow: Limit
    aim: tuple[float, float]
    nuclei_per_word: float


_SLOW = Limit(95.0, 102.0, "Design: nudge below 95 for 8 s", 25.0)
_ENGLISH = PaceLimits(
    Limit(175.0, 168.0, "Design: nudge above 175 for 8 s; facts D1", 25.0), _SLOW, (120.0, 160.0), 1.40
)
_DUTCH = PaceLimits(Limit(165.0, 158.0, "Design: nudge above 165 for 8 s; facts D1", 25.0), _SLOW, (115.0, 150.0), 1.70)
PACE: Mapping[str, PaceLimits] = {"en": _ENGLISH, "nl": _DUTCH, "": replace(_ENGLISH, nuclei_per_word=1.55)}
"""By language; "" is "not known" (the mean of both). Nuclei per word were measured with this project's own counter
on the clips of known text in the test media: English 7 clips of at least 10 s, 1.27-1.53, middle 1.39; Dutch 9 clips,
pooled, 1.71 (1.69 on those of at least 10 s). Words a minute of another language are not estimated.
"""
PACE_OWN_SHARE = 0.15
"""Design: after thirty seconds, the speaker's own mean +-15 % (and outside the aim). Facts D1: 10-15 % is the just
noticeable difference.
"""
PACE_OWN_AFTER_S = 30.0
PACE_WINDOW_S = 12.0
PACE_MIN_SPEECH_S = 4.0
"""A rolling window with less speech than this has no pace."""

PAUSE_MIN_S = 0.5
"""A silence this long between words is a pause (facts D3: short .20, medium .60; between the two)."""
PAUSE_JOINS_S = 1.0
"""Contract: pauses under 1 s count as speech time in words a minute."""
RUN = Limit(20.0, 1.0, "Own: twenty seconds without a pause of half a second is longer than one breath carries", 15.0)
PAUSES_PER_MINUTE = Limit(3.5, 4.0, "Facts D3 (HBR 2018, Zandan): 3.5 pauses a minute is too few", 2.5)
FILLERS_PER_MINUTE = Limit(5.0, 4.5, "Design: below 5 a minute are left in peace, harm starts near 12", 7.0)
FILLER_S, FILLER_BEFORE_S, FILLER_BEHIND_S = (0.2, 2.0), 0.05, 0.15
"""A held sound without a word: own. The ten fillers in the test media whose times are known last 0.27-1.4 s. A word's
times are a little uncertain, its end most, so it keeps its neighbourhood.
"""
FILLER_LOUD_DB, FILLER_HELD_S, FILLER_MOVES_DB, FILLER_STEADY_SHARE, FILLER_DARK_DB = 5.0, 0.1, 4.0, 0.75, 4.0
"""Measured on those ten fillers and the words around them: below 1250 Hz so far above the room, for so long that it can
be seen to stand still; the spectrum moves by less than 4 dB in 60 ms for 0.82-0.96 of a filler and 0.1-0.7 of a clearly
heard word, and is 5-15 dB darker below 1250 Hz than above 1500 Hz.
"""
FILLER_FADES_DB, FILLER_FADES_DB_S = 15.0, 40.0
"""Own: what is this far below a sound's loudest is the room's answer to it, and a sound that fades this fast is all
echo (60 dB in 1.5 s, a hall); the ten fillers fade by 32 dB a second at most.
"""
FILLER_TWICE_S = 0.5
"""Own: a held sound this near to a filler that was written down is that filler."""
MIN_SPEECH_FOR_RATES_S = 15.0
"""Own: rates per minute over less speech than this say nothing."""
MIN_FILLERS = 3

NUDGE_AFTER_S = 2.0
NUDGE_PACE_AFTER_S = 8.0
NUDGE_AGAIN_S = 15.0
NUDGE_NONE_BEFORE_S = 3.0
NUDGE_GAP_S = 2.5
"""Design: 2 s of the same fault (8 s for pace), 15 s before the same one again. Issue: none in the first 3 s. Own: a
gap in the readings longer than 2.5 s starts the count anew.
"""
PACE_CODES = frozenset({"slow_down", "speed_up"})
NUDGE_WAIT_S = 0.4
"""Issue: a nudge comes within 500 ms of its 2 s being full, one reading before: so long does it wait for its better."""
NUDGE_STAY_S = 0.5
"""Issue: a nudge comes within 500 ms of its 2 s being full. Own: so long at most does it wait for a more important one
that is about to come, so that none is pushed aside sooner (WCAG 2.2, 2.3.1: at most three flashes a second).
"""

READINGS_PER_S = 10.0
DETECT_WIDTH_PX, DETECT_AGAIN_WIDTH_PX = 320, 512
"""Faces are looked for on a picture this wide, and on a larger one (2.5 times the cost) where it saw nobody. Measured
on 13 real faces: at 320 all of 0.14 of the height and up are found, at 512 all of 0.10.
"""


@dataclass(frozen=True, slots=True)
class Looks:
    """How the speaker's face is looked at again. It is cut out ``around`` head heights wide and ``near_px`` pixels
    large. Its points are seen in a square of ``points_px`` in which the head is ``points_share`` high (over 1: cut at
    hair and chin), ``most`` times at most, until a look changes the lean by no more than ``settled_deg`` (where it
    ``remembers``, looks at the pictures before count); its box in one of ``box_px`` and ``box_share``, of a head
    that sits still once in ``box_every`` pictures.
    """

    around: float
    near_px: int
    points_px: int
    points_share: float
    box_px: int
    box_share: float
    most: int
    settled_deg: float
    remembers: bool
    box_every: int


LIVE = Looks(2.4, 256, 224, 1.2, 224, 0.7, 4, 1.5, True, 3)
CAREFUL = Looks(2.4, 320, 224, 1.2, 224, 0.7, 5, 0.0, False, 1)
FIRST_LEAN = 1.5
"""Measured on 13 real faces (photos and clips) at five sizes, turned by up to 15 degrees: see the tests' README. The
network tells all of a lean at 250 pixels, half of it at 130. On the small picture the line from eyes to mouth tells
0.16-0.46 of it, so the first guess is this many times as much.
"""
HAAR_LIVE_PX, HAAR_CAREFUL_PX = (320, 480), (320, 480, 640)
"""The cascade's picture, and larger ones (each twice the cost) where it saw nobody: of 48 pictures of upright faces 13
were missed at 320 and none at 480; faces of a sixth of the height need 640.
"""
HAAR_FACE_PX, HAAR_STEP, HAAR_SPREAD = 48, 1.05, 1.4
"""The cascade's second look: the face so large, in steps of a twentieth, up to so much smaller and larger."""
HAAR_TO_YUNET, HAAR_DOWN = 1.009, 0.020
"""Measured on 13 real faces at seven sizes: YuNet's box (hairline to chin) is this many times as high as the cascade's
square and lies this share of its height lower; by the face, the first is 0.94-1.06 of that.
"""
HEAD_SIZE = 1.25
"""The head's height (hairline to chin) over the sum of two distances: between the eyes, and from eyes to mouth. Own: it
fits YuNet's box of the test media's faces within a tenth.
"""
SAME_LEAN_DEG, STILL, MOVED = 3.0, 0.08, 0.25
"""Own: of a head's lean, one look in twenty is 2 degrees off; from picture to picture more than 3 is a movement. At
first sight a head that sits still moves by less than this share of its height; where it moves by more than the last,
what was known of it is forgotten.
"""
ASIDE_COUNTS = 0.7
"""Own: a face at the edge of the picture counts for two thirds of its size, one in a corner for half."""

DRILL_READY_S = 3.0
"""Own: before a drill begins, time to look up and take a breath; as long as the countdown of a take."""
DRILL_HOLD_S = 0.5
"""Own: a reading speaks for the time since the one before, at most for this long; without a picture the voice is read
four times a second.
"""
EDGE_ABOVE_DB, EDGE_HOLE_S, EDGE_REACH_S = 5.0, 0.15, 0.25
"""Own: the voice ends where the sound falls to this much above the room's, over holes as short as a stop before its
release, no farther than this from where the voice activity ends it. Measured on 9 clips cut together with known gaps.
"""
GOOD_PAUSE_S = (0.7, 3.0)
"""Design: pauses of 0.7-3 s are good; facts D3 (HBR 2018: great speakers pause 2-3 s)."""
SPEAKING_HOLD_S = 0.1
"""So long after a voice a live reading still hears it (three windows of voice activity)."""
OPENING_S, OPENING_START_S, OPENING_SILENCE_S, OPENING_LINE_S = 15.0, 3.0, 1.5, 2.0
"""Issue: an opening line within 15 s. Own: a viewer who hears nothing for 3 s scrolls on; a silence of more than 1.5 s
ends a line of at least 2 s (five words at the aim's pace), and is a false start within a shorter one.
"""
OPENING_LENS_SHARE = LENS_SHARE.enter
SLOW_DOWN_S, SLOW_DOWN_SHARE = 40.0, 0.6
"""Own: three windows of pace and a bit; "most of the time" is six tenths, as for the lens (the estimate is 6 % off).
"""
PAUSE_DRILL_S, PAUSE_DRILL_COUNT, PAUSE_DRILL_RUN_S = 45.0, 3, 12.0
"""Own: three pauses in 45 s is one about every twelve seconds; facts D3: 3.5 a minute is the average and too few."""
LOOK_S, LOOK_SHARE, LOOK_SPEECH_SHARE = 30.0, 0.8, 0.4
"""Own: who looks at the lens four fifths of the time is seen as talking to the viewer, 60 % (``LENS_SHARE``) as
reading; under 12 s of speech in 30 s say nothing about looking while speaking.
"""
