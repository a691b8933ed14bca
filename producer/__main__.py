"""``python -m producer``."""

if __name__ == "__main__":  # a spawned child imports this file too, and needs none of it
    from producer.cli.main import main

    main()
