/* Loading the compiler is all: it fills its tables while it loads. */
