"""The ten-second check of the room: its echo and what the microphone passes on, the verdicts, and their words."""
