"""From a take to a clip that can be uploaded: channels, title card, one render, and the check of the result."""

from producer.export.card import TitleCard
from producer.export.channels import Channel, find_channels, load_channels
from producer.export.manifest import ReleasePack
from producer.export.render import burn_captions, export_clip

__all__ = ["Channel", "ReleasePack", "TitleCard", "burn_captions", "export_clip", "find_channels", "load_channels"]
