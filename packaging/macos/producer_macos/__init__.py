"""The macOS package: the app finished, signed inside out, notarised, stapled, and put on a disk image.

One app, for Apple silicon. onnxruntime, which hears where somebody speaks, has had no wheel for Intel Macs since 1.24
(the lock's 1.32.0 has arm64 only), and a universal app takes every library for both. Its wheel, numpy's and PyAV's ask
for macOS 14, and the headers of PySide6's own libraries (6.11.3, LC_BUILD_VERSION) say 15, so the app does.
"""
