"""What can be done, one module a stage. `transition` is the only writer of a status."""
