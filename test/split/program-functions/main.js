var first = one;
print(one.code() === one.code, one.peek(), two.peek());
two.code();
print(one.peek(), two.peek(), typeof made);
program();
print(runs, one === first, first.peek(), one.peek());
first.code();
print(first.peek(), program === Duktape.act(-2)['function'], program.name);
