"""``python -m producer``."""

from producer.cli.main import main

if __name__ == "__main__":
    main()
