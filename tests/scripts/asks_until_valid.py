import datetime


def ask_date(question):
    while True:
        print(question)
        text = input()
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            print("Sorry:", error)


start = ask_date("First day (YYYY-MM-DD)?")
end = ask_date("Last day (YYYY-MM-DD)?")
print((end - start).days + 1, "days")
