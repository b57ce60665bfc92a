"""The web page: Flask in front of the core. A kind becomes a control, an event becomes what appears."""
