"""Machine translation on this computer: models as packages on disk, and the engine."""
