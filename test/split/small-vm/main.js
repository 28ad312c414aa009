print(vm.run(20), vm.pc, vm.mem[0], vm.mem[1], vm.frames.length);
print(vm.run(1000), vm.running, vm.output.join(), vm.mem[1]);
OPS[9] = function (v) {
    v.output.push('hook ' + v.stack.pop());
};
var vm2 = new VM(Array.prototype.slice.call(vm.code));
vm2.run(1e4);
print(
    vm2.output.join(),
    vm2.steps,
    OPS.map(function (f) {
        return f.name;
    }).join()
);
