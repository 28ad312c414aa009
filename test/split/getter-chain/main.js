sq.side = 6;
print(sq.side, sq.area, Object.keys(sq).join(), lazyRead.desc, computed);
print(sq.desc, sq.desc, computed, r.desc, Object.keys(sq).join());
Object.defineProperty(Rect.prototype, 'area', {
    get: function () {
        return 'rect ' + Object.getOwnPropertyDescriptor(Shape.prototype, 'area').get.call(this);
    }
});
print(sq.area, r.area, new Sq(1).desc, Shape.prototype.isPrototypeOf(sq));
sq.area = 'ignored';
print(sq.area, sq.hasOwnProperty('area'), sq.hasOwnProperty('side'));
delete sq.desc;
print(sq.desc, computed);
