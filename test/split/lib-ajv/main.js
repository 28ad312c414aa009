print(
    check(person, {
        name: 'Bob',
        age: '7',
        boss: { name: 'Cid', age: -1, tags: ['ok', 'toolong', 'ok'] },
        extra: 1
    })
);
var data = { name: 'Dan', age: '12', n: 3, id: 'xyz' };
print(check(person, data), JSON.stringify(data));
print(
    check(ajv.getSchema('person'), { name: 'Eve', age: 2, n: 4, id: 'c0ffee' }),
    ajv.getSchema('person') === person,
    person.schema.$id
);
var list = ajv.compile({
    type: 'array',
    items: { oneOf: [{ $ref: 'person' }, { type: 'number', even: false, multipleOf: 3 }, { 'const': 'x' }] },
    minItems: 2
});
print(check(list, [9, 'x', { name: 'Fay', age: 1 }]), '|', check(list, [6]));
print(
    ajv.validate(
        { 'if': { type: 'string' }, then: { format: 'date' }, 'else': { 'enum': [1, null] } },
        '2020-02-30'
    ),
    ajv.errorsText(),
    ajv.validate({ type: 'string', format: 'ipv4' }, '1.2.3.4')
);
try {
    ajv.compile({ type: 'nonsense' });
} catch (e) {
    print(e.message);
}
ajv.removeSchema('person');
print(ajv.getSchema('person'), check(person, { name: 'Gus', age: 3 }));
