"""The coach: what picture and voice measure, what is worth saying about it, and the one thing to say now.

``framing`` and ``light`` read pictures, ``pace``, ``voice`` and ``fillers`` read sound and words; all give plain
readings. ``faults`` holds readings against ``limits``; ``nudge`` chooses at most one; ``live`` runs it beside a
recording, ``report`` over a finished file.
"""
