"""Makes what people install: freezes the program, gathers licences, packs, tries it in a clean room, reports.

PYTHONPATH=packaging build/package-venv/bin/python -m bundle all
"""
