// Octane's DeltaBlue: constraint graphs built before, edited and planned after.
planner = new Planner();
var vars = [],
    i;
for (i = 0; i <= 60; i++) {
    vars.push(new Variable('v' + i));
    if (i) {
        new EqualityConstraint(vars[i - 1], vars[i], Strength.REQUIRED);
    }
}
new StayConstraint(vars[60], Strength.STRONG_DEFAULT);
var edit = new EditConstraint(vars[0], Strength.PREFERRED),
    edits = new OrderedCollection();
edits.add(edit);
var plan = planner.extractPlanFromConstraints(edits),
    chainPlanner = planner;
function drive(n) {
    vars[0].value = n;
    plan.execute();
    return vars[60].value;
}
var scale,
    offset,
    src = [],
    dst = [],
    projection = (planner = new Planner());
scale = new Variable('scale', 10);
offset = new Variable('offset', 1000);
for (i = 0; i < 40; i++) {
    src.push(new Variable('s' + i, i));
    dst.push(new Variable('d' + i, i));
    new StayConstraint(src[i], Strength.NORMAL);
    new ScaleConstraint(src[i], scale, offset, dst[i], Strength.REQUIRED);
}
print(drive(7), vars[30].value, dst[5].value);
