// A bytecode machine frozen between two instructions.
var OPS = [
    function halt(vm) {
        vm.running = false;
    },
    function push(vm) {
        vm.stack.push(vm.code[vm.pc++]);
    },
    function add(vm) {
        vm.stack.push((vm.stack.pop() + vm.stack.pop()) | 0);
    },
    function mul(vm) {
        vm.stack.push(Math.imul(vm.stack.pop(), vm.stack.pop()));
    },
    function load(vm) {
        vm.stack.push(vm.mem[vm.code[vm.pc++]]);
    },
    function store(vm) {
        vm.mem[vm.code[vm.pc++]] = vm.stack.pop();
    },
    function jnz(vm) {
        var t = vm.code[vm.pc++];
        if (vm.stack.pop()) {
            vm.pc = t;
        }
    },
    function call(vm) {
        vm.frames.push({ ret: vm.pc + 1 });
        vm.pc = vm.code[vm.pc];
    },
    function ret(vm) {
        vm.pc = vm.frames.pop().ret;
    },
    function out(vm) {
        vm.output.push(vm.stack.pop());
    }
];
function VM(code) {
    this.code = new Int32Array(code);
    this.mem = new Int32Array(16);
    this.stack = [];
    this.frames = [];
    this.output = [];
    this.pc = 0;
    this.running = true;
    this.steps = 0;
}
VM.prototype.run = function (max) {
    while (this.running && max-- > 0) {
        OPS[this.code[this.pc++]](this);
        this.steps++;
    }
    return this.steps;
};
function assemble(src) {
    var labels = {},
        names = OPS.map(function (f) {
            return f.name;
        }),
        words = src.split(' '),
        code = [];
    words.forEach(function (w) {
        if (/:$/.test(w)) {
            labels[w.slice(0, -1)] = code.length;
        } else {
            code.push(w);
        }
    });
    return code.map(function (w) {
        return names.indexOf(w) >= 0 ? names.indexOf(w) : w in labels ? labels[w] : +w;
    });
}
var program = assemble(
    'push 10 store 0 push 1 store 1 again: call fact load 0 push -1 add store 0 load 0 jnz again load 1 out halt fact: load 1 load 0 mul store 1 ret'
);
var vm = new VM(program);
vm.run(37);
print(vm.pc, vm.stack.join(), vm.frames.length, vm.mem[0], vm.mem[1], vm.output.join());
