"""The longer subjects of the settings that every environment shares; `base` takes them all in."""
