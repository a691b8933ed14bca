"""Every number the room check judges by, with its source beside it; what it shares with the live coach is in
:mod:`producer.coach.limits`.
"""

from __future__ import annotations

from producer.coach.limits import CAMERA_BELOW, Limit

ROOM_S, ROOM_QUIET_S, ROOM_PICTURES_PER_S = 10.0, 4.0, 4.0
"""Issue: a room check of ten seconds. Own: four of them quiet, six for one sentence (some fifteen words)."""
PITCH_BELOW = CAMERA_BELOW
BUSY = Limit(
    0.18,
    0.15,
    "Measured: see background.read_background; plain walls, curtains and rooms out of focus in the test media give "
    "0.00-0.15, ornate rooms 0.21, a drawn bookcase 0.31",
    0.2,
)
ROOM_DARK = Limit(
    25.0, 30.0, "Own: a background this dark (luma of 255) is black on most screens; hair melts into it", 15.0
)
BLOWN = Limit(
    0.08, 0.05, "Own: a window of a twelfth of the background; blown out share of the test media's: 0.00-0.04", 0.2
)
ROOM_NOISE = Limit(
    -45.0,
    -48.0,
    "Own: 20 dB under a voice at -25 dBFS; a quiet office gives -65 to -50, the quietest open one -60",
    9.0,
)
ROOM_SNR = Limit(20.0, 23.0, "Own: 5 dB before SNR; a quiet office gives 25-40 dB", 5.0)
ECHO = Limit(
    0.65,
    0.55,
    "Furnished living rooms and offices have 0.3-0.5 s, bare ones 0.8 and up (own); measured (echo.py): the voices of "
    "the test media give 0.06-0.41, one synthetic voice 0.54-0.61",
    0.35,
)
ECHO_MIN_FALLS = 20
"""Own: from so few falls of 20 dB no reverberation is told."""
NARROW_DB, DULL_DB = -32.0, -30.0
"""Measured (band.py): sound from 4.5-7.5 kHz against 2-3.6 kHz is -27..13 dB in the test media, and -68..-37 dB once
nothing is left above 3.7 kHz; from 8.8-14 kHz against 5-7.5 kHz -14..7 dB where there is any, -76..-34 dB where not.
"""
BATTERY_LOW = Limit(30.0, 35.0, "Own: below 30 % many laptops save power, and the camera's picture suffers", 20.0)
DISK_MINUTES = Limit(30.0, 40.0, "Own: half an hour is room for some ten tries at a take of two minutes", 25.0)
RECORDED_BYTES_PER_S = 1_500_000
"""12 Mbit/s, what a grainy 720p needs (as for capture's LOW_BYTES); a calm picture takes a third of it."""
