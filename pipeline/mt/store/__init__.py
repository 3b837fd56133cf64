"""Packages for machine translation on disk: found, fetched, unpacked, tried, recorded."""
