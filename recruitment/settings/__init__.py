"""Settings: base is shared; local, test and production name what differs."""
