print(drive(8), drive(-3), plan.size());
change(src[39], 17);
print(dst[39].value);
change(dst[39], 1050);
print(src[39].value);
change(scale, 5);
print(
    dst
        .map(function (d) {
            return d.value;
        })
        .join()
);
change(offset, 2000);
print(dst[0].value, dst[38].value);
planner = chainPlanner;
edit.destroyConstraint();
change(vars[0], 99);
print(
    vars[0].value,
    vars[60].value,
    vars[0].constraints.size(),
    Strength.strongest(Strength.REQUIRED, Strength.WEAKEST) === Strength.REQUIRED
);
deltaBlue();
