print(before.join('\n'));
print(failures.map(lines).join('\n') === before.join('\n'));
