"""The engine: records, coaches, captions and exports. Never imports Qt."""

import os

__version__ = "0.1.0"

# Nothing leaves the machine unless a person sends it: these libraries report use unless told not to before they start.
# onnxruntime 1.32 (its Privacy.md) even keeps a device number on disk. Child processes inherit this.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
