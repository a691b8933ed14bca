"""The speech and face models: which are known, where they are, how they come and how they are checked."""

from producer.models.find import find_face_model, find_speech_model, has_speech_model

__all__ = ["find_face_model", "find_speech_model", "has_speech_model"]
