"""A role is proposed by one administrator and takes effect when a second one agrees."""
