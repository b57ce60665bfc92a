HELLO = {"en": "Hello", "eo": "Saluton"}
