"""The clock of a microphone, against simulated devices whose truth is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from producer.capture.drift import ClockFit

RATE_HZ, BLOCK = 48_000, 960
BEGIN_S = 1000.0


def run(
    seconds: float, *, drift: float = 0.0, jitter: Callable[[int], float] = lambda n: 0.0,
    late: Callable[[int], float] = lambda n: 0.0, lost_s: Callable[[int], float] = lambda n: 0.0,
) -> tuple[ClockFit, np.ndarray]:
    """Feed blocks; return the fit and, for each block, believed minus true time in seconds."""
    fit, errors = ClockFit(RATE_HZ), []
    for number in range(round(seconds * RATE_HZ / BLOCK)):
        device_s = number * BLOCK / RATE_HZ
        true_s = BEGIN_S + device_s * (1 + drift) + lost_s(number)
        arrived_s = true_s + 0.02 + late(number)
        errors.append(fit.stamp(number * BLOCK, true_s + jitter(number), arrived_s) - true_s)
    return fit, np.array(errors)


def test_an_even_clock_is_followed_exactly() -> None:
    fit, errors = run(5)
    assert np.abs(errors).max() < 1e-6
    assert fit.jumps == 0


@pytest.mark.parametrize("drift", [100e-6, -100e-6])
def test_drift_is_found_and_followed(drift: float) -> None:
    random = np.random.default_rng(3)
    fit, errors = run(120, drift=drift, jitter=lambda n: float(random.normal(0, 0.003)))
    assert fit.drift == pytest.approx(drift, abs=30e-6)
    assert np.abs(errors[500:]).max() < 0.003
    assert fit.jumps == 0


def test_single_wrong_stamps_change_nothing() -> None:
    fit, errors = run(20, jitter=lambda n: -0.19 if n % 7 == 3 else -0.02 if n % 11 == 0 else 0.0)
    assert np.abs(errors[5:]).max() < 0.001
    assert fit.jumps == 0


def test_a_wrong_delay_without_loss_is_not_believed() -> None:
    """PulseAudio for a second reports 0.19 s too much while blocks arrive as evenly as ever."""
    fit, errors = run(10, jitter=lambda n: -0.19 if 200 <= n < 250 else 0.0)
    assert np.abs(errors).max() < 0.001
    assert fit.jumps == 0


def test_late_sound_is_not_lost_sound() -> None:
    """Half a second in which nothing arrives, then all of it at once, stamped late."""

    def late(number: int) -> float:
        return max(0.0, 0.5 - (number - 200) * 0.02) if number >= 200 else 0.0

    fit, errors = run(10, late=late, jitter=late)
    assert np.abs(errors).max() < 0.07
    assert fit.jumps == 0


def test_lost_sound_moves_what_comes_after_it() -> None:
    fit, errors = run(10, lost_s=lambda n: 0.3 if n >= 200 else 0.0)
    assert fit.jumps == 1
    assert np.abs(errors[:200]).max() < 0.001
    assert np.abs(errors[200 + 20 :]).max() < 0.001


def test_a_reported_loss_is_believed_within_four_blocks() -> None:
    fit = ClockFit(RATE_HZ)
    for number in range(100):
        lost_s = 0.3 if number >= 50 else 0.0
        if number == 50:
            fit.warn_of_loss()
        heard_s = BEGIN_S + number * 0.02 + lost_s
        error = fit.stamp(number * BLOCK, heard_s, heard_s + 0.02) - heard_s
        assert 50 <= number < 54 or abs(error) < 0.001, number
