"""Reading a record in an emergency without standing by the person: opened, told of, and looked at after."""
