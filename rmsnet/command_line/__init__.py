"""The commands of ``python -m rmsnet``, one a file: the only place of the library that prints."""
