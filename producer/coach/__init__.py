"""The coach: what picture and voice measure, what is worth saying about it, and the one thing to say now.

``picture`` and ``sound`` give plain ``readings``; ``faults`` holds them against ``limits``; ``nudge`` chooses at most
one, in the words of ``advice``. ``live`` runs it beside a recording, ``take`` over a finished one; ``room`` checks the
place before, and ``drills`` practise one thing at a time.
"""
