EURO = {"USD": 1.25, "CHF": 0.9375}
