dropped = null;
print(counter.runs);
kept.name = 'kept and renamed';
