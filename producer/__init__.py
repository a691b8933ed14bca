"""The engine: records, coaches, captions and exports. Never imports Qt."""

__version__ = "0.1.0"
