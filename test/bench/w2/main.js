print(typeof Promise);
