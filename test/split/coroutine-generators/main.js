print(take(ps, 10).join(), take(ws, 5).join(), take(ws, 20).join(), ws.next().done);
spawn('d', 3);
while (tasks.length) {
    round();
}
print(output.join());
print(take(primes(), 5).join(), take(ps, 1).join());
