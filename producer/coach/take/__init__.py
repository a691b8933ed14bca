"""A finished take: read from picture and sound, reported, drawn along its time, held beside others and over weeks."""
