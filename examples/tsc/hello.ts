interface Named {
    readonly name: string;
    title?: string;
}

enum Tone { Plain, Loud }

class Greeter<T extends Named> {
    constructor(private who: T, private tone = Tone.Plain) {}

    *lines(): Iterable<string> {
        const text = `Hello, ${this.who.title ?? 'dear'} ${this.who.name}`;
        yield this.tone === Tone.Loud ? text.toUpperCase() : text;
    }
}

for (const tone of [Tone.Plain, Tone.Loud])
    console.log(...new Greeter({ name: 'world', ...{ title: 'whole' } }, tone).lines());
