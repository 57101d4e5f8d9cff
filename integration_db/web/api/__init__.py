"""The catalogue as JSON over HTTP."""
