/* SPDX-License-Identifier: MIT
 * reflect.js - Reflect.get and Reflect.set with a receiver, which the engine's do not know. */
'use strict';

var apply = Reflect.apply;
var defineProperty = Reflect.defineProperty;
var getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;
var getPrototypeOf = Object.getPrototypeOf;
var isObject = sys.isObject;

/* The holder of a property on the way up from `target`, or undefined; a proxy answers itself. */
function findHolder(target, key) {
    for (var at = target; at !== null; at = getPrototypeOf(at))
        if (sys.isProxy(at) || getOwnPropertyDescriptor(at, key) !== undefined)
            return at;
    return undefined;
}

function get(target, key, receiver) {
    var holder = findHolder(target, key);
    if (holder === undefined)
        return undefined;
    if (sys.isProxy(holder))
        return holder[key];
    var own = getOwnPropertyDescriptor(holder, key);
    if (own.get === undefined)
        return own.value; /* undefined also without a getter */
    return apply(own.get, receiver, []);
}

function setOwn(receiver, key, value) {
    if (!isObject(receiver))
        return false;
    var own = getOwnPropertyDescriptor(receiver, key);
    if (own === undefined)
        return defineProperty(receiver, key,
            { value: value, writable: true, enumerable: true, configurable: true });
    if (own.get !== undefined || own.set !== undefined || !own.writable)
        return false;
    return defineProperty(receiver, key, { value: value });
}

function set(target, key, value, receiver) {
    var holder = findHolder(target, key);
    if (holder !== undefined && sys.isProxy(holder)) {
        holder[key] = value;
        return true;
    }
    var own = holder === undefined ? undefined : getOwnPropertyDescriptor(holder, key);
    if (own !== undefined && (own.get !== undefined || own.set !== undefined)) {
        if (own.set === undefined)
            return false;
        apply(own.set, receiver, [value]);
        return true;
    }
    if (own !== undefined && !own.writable)
        return false;
    /* The engine's proxies have no trap for definitions: a proxy stands for what is behind it. */
    return sys.isProxy(receiver) ? sys.reflectSet(target, key, value) :
        setOwn(receiver, key, value);
}

/* The natives do what the engine's do, and call these with another receiver. */
function install(name, native, other, length) {
    sys.hold(native, sys.hiddenSymbol('other'), other);
    Object.defineProperty(native, 'name', { value: name, configurable: true });
    Object.defineProperty(native, 'length', { value: length, configurable: true });
    Object.defineProperty(Reflect, name,
        { value: native, enumerable: false, configurable: true, writable: true });
}

install('get', sys.reflectGet, get, 2);
install('set', sys.reflectSet, set, 3);
