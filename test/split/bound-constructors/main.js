var q = new OnX(2),
    r = new Fixed(99);
print(q, r, q.nt, r.nt, q instanceof OnX, r instanceof Point, p instanceof Fixed, p.constructor === Point);
Point.prototype.len = function () {
    return this.x + this.y;
};
print(p.len(), r.len(), new Fixed() instanceof OnX);
print(new BoundArray(3).join(), new BoundDate(5) instanceof Date);
var Late = Fixed.bind();
print(new Late(), Late.prototype, Object.getPrototypeOf(OnX) === Function.prototype);
var Built = Reflect.construct(OnX, [4]);
print(Built, Built.nt);
function NT() {
    return { nt: new.target === undefined ? 'call' : 'new' };
}
var BNT = NT.bind();
print(BNT().nt, new BNT().nt);
