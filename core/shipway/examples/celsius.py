"""Celsius to Fahrenheit

Asks for a temperature and converts it.
"""

celsius = float(input("Degrees Celsius: "))
fahrenheit = celsius * 9 / 5 + 32

print(f"{celsius:g} °C is {fahrenheit:g} °F")
if celsius <= 0:
    print("Water freezes at this temperature.")
elif celsius >= 100:
    print("Water boils at this temperature.")
