"""What a picture measures: the face and its points, how it stands in the frame, its light, what is behind it."""
