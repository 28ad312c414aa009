var calls = 0;
exports.count = function () {
    return ++calls;
};
