"""Files of picture and sound: probing, decoding, running ffmpeg, safe writing. Nothing here knows what the
product does with them.
"""
