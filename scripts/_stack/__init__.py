"""The project's commands and the local stack they run on."""
