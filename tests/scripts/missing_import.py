"""Say the weather."""

import a_package_that_nobody_has

print(a_package_that_nobody_has.today())
