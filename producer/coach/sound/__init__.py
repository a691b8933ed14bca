"""What a sound measures: voice and pace, pauses, fillers, pitch, and the noise and hum around it."""
