// SPDX-License-Identifier: MIT
//
// What an instrumented program calls.  The generator puts this text, as one line, before the
// first line of the program: statements end in semicolons, and there are only such comments.
// The program runs in a coroutine; a cut yields the token through every coroutine on the way.
var $jsb_at = 0, $jsb_hits = 0, $jsb_token = { cut: true }, $jsb_global = this, $jsb_main, $jsb_over = false;
var $jsb_print = print, $jsb_thread = Duktape.Thread, $jsb_yield = Duktape.Thread.yield, $jsb_resume = Duktape.Thread.resume, $jsb_current = Duktape.Thread.current, $jsb_gc = Duktape.gc;
var $jsb_e = 0, $jsb_k, $jsb_in = 0, $jsb_three = { one: 1, two: 2, three: 3 }, $jsb_scope = { __proto__: null, $jsb_in: 1 }, $jsb_points = [], $jsb_seed = 1;
function $jsb_mark() { $jsb_hits = +$jsb_hits; }
function $jsb_is(found, expected) { if (found !== expected) { $jsb_print('$jsb_lost', found, expected); } }
// The cut: at the wanted visit, everything stops here.
function $jsb_cut() {
    if (++$jsb_hits === $jsb_at) { $jsb_yield($jsb_token); }
}
// The profile: how often a point is visited, and a few visits at which it can be cut.
function $jsb_count(id) {
    var p = $jsb_points[id] || ($jsb_points[id] = { hits: 0, tries: 0, at: [] }), slot;
    p.hits++;
    if (p.hits > 4) {
        $jsb_seed = ($jsb_seed * 16807) % 2147483647;
        slot = $jsb_seed % p.hits;
        if (slot > 3) { return; }
    } else { slot = p.hits - 1; }
    try { $jsb_yield($jsb_token); p.at[slot] = p.hits + ($jsb_current() === $jsb_main ? '' : 'c'); } catch (e) { p.tries++; }
}
function $jsb_report() {
    var i, j, p, line = '';
    for (i = 0; i < $jsb_points.length; i++) {
        p = $jsb_points[i];
        if (!p) { continue; }
        line += i + ':' + p.hits;
        for (j = 0; j < 4; j++) { if (p.at[j]) { line += ',' + p.at[j]; } }
        line += ' ';
    }
    $jsb_print('\n$jsb_profile ' + line);
}
// A coroutine of the program's own hands the token on to the one that resumed it.
function $jsb_nest() {
    $jsb_thread.resume = function resume(thread, value, isError) {
        var got = $jsb_resume(thread, value, isError);
        while (got === $jsb_token) { $jsb_yield(got); got = $jsb_resume(thread); }
        return got;
    };
}
// Runs a function's body in a coroutine, and hands on whatever goes in or out.
function $jsb_nested(self, args, body) {
    var over = false, isError = false, value, got, thread = new $jsb_thread(function () { var v = body.apply(self, args); over = true; return v; });
    for (;;) {
        got = $jsb_resume(thread, value, isError);
        if (over) { return got; }
        try { value = $jsb_yield(got); isError = false; } catch (e) { value = e; isError = true; }
    }
}
function $jsb_start(program, levels) {
    function inside(n) { return n > 0 ? function () { return $jsb_nested(null, [], inside(n - 1)); } : program; }
    $jsb_main = new $jsb_thread(function () { inside(levels)(); $jsb_over = true; });
    try { $jsb_go(); } finally { if ($jsb_at === 0) { $jsb_report(); } }
}
// To the cut, or to the end.  In a profile each visit of a point comes back here.
function $jsb_go() {
    var got;
    if ($jsb_over) { $jsb_print('$jsb_never cut'); return; }
    do { got = $jsb_resume($jsb_main); } while (!$jsb_over && $jsb_at === 0);
    if (!$jsb_over && got !== $jsb_token) { $jsb_print('stray yield'); }
}
