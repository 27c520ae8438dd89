"""The project: settings, URLs and the infrastructure apps that know nothing of recruiting."""
