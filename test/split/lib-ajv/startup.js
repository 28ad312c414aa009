// ajv: schemas compiled to functions before; validated with, extended and recompiled after.
var ajv = new Ajv({ logger: false, allErrors: true, useDefaults: true, coerceTypes: true });
ajv.addSchema({
    $id: 'defs.json',
    definitions: {
        pos: { type: 'integer', minimum: 1 },
        tag: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 }
    }
});
ajv.addKeyword('even', {
    type: 'number',
    compile: function (want) {
        return function (v) {
            return (v % 2 === 0) === want;
        };
    }
});
ajv.addFormat('hexa', /^[0-9a-f]+$/);
var person = ajv.compile({
    $id: 'person',
    type: 'object',
    required: ['name', 'age'],
    additionalProperties: false,
    properties: {
        name: { type: 'string', minLength: 2 },
        age: { $ref: 'defs.json#/definitions/pos' },
        tags: {
            type: 'array',
            items: { $ref: 'defs.json#/definitions/tag' },
            uniqueItems: true,
            'default': []
        },
        boss: { $ref: '#' },
        n: { even: true },
        id: { format: 'hexa' }
    }
});
function check(v, data) {
    var ok = v(data);
    return (
        ok +
        ' ' +
        (v.errors || [])
            .map(function (e) {
                return e.dataPath + ' ' + e.message;
            })
            .join('; ')
    );
}
print(check(person, { name: 'Ann', age: 5 }), '|', check(person, { name: 'A', age: 0 }));
