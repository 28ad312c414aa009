// core-js runs promise jobs through setTimeout where there is nothing better;
// bare mode has no timers, so the queue is ours and is driven by hand.
var timers = [];
function setTimeout(f) {
    timers.push(f);
    return timers.length;
}
function clearTimeout() {}
function runTimers() {
    var n = 0;
    while (timers.length && n++ < 1000) {
        timers.shift()();
    }
}
