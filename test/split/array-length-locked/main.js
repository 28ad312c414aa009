'use strict';
attempt('push', function () {
    return locked.push(4);
});
attempt('index', function () {
    locked[3] = 4;
    return 'ok';
});
attempt('inside', function () {
    locked[0] = 'new';
    return locked.join();
});
attempt('pop', function () {
    return locked.pop();
});
attempt('length', function () {
    locked.length = 0;
    return 'ok';
});
print(JSON.stringify(Object.getOwnPropertyDescriptor(locked, 'length')), locked.join());
attempt('frozen', function () {
    frozen[0] = 9;
    return 'ok';
});
attempt('frozen deep', function () {
    frozen[1][0] = 9;
    return JSON.stringify(frozen);
});
attempt('sealed', function () {
    sealed[0] = 'z';
    return sealed.join();
});
attempt('sealed add', function () {
    sealed.push('c');
    return 'ok';
});
attempt('sealed del', function () {
    return delete sealed[0];
});
print(Object.isFrozen(frozen), Object.isSealed(sealed), Object.isFrozen(sealed));
attempt('ro item', function () {
    roItem[1] = 0;
    return 'ok';
});
attempt('ro cut', function () {
    roItem.length = 0;
    return 'ok';
});
print(roItem.length, roItem.join());
print(accItem[1], Object.keys(accItem).join(), accItem.map(String).join());
accItem.push(4);
print(accItem[1]);
