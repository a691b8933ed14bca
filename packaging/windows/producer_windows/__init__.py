"""The Windows package: its resources, signatures, installer and group-policy templates."""
