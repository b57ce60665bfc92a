# Body mass index calculator

print("BMI calculator")
name = input("What is your name? ")
weight = float(input("Weight in kg: "))
height = float(input("Height in metres: "))

bmi = weight / height**2
print(f"{name}, your BMI is {bmi:.1f}")
if bmi < 18.5:
    print("That is below the usual range.")
elif bmi < 25:
    print("That is in the usual range.")
else:
    print("That is above the usual range.")
