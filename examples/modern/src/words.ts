export interface Entry {
    readonly word: string;
    count: number;
}

/** How often each word occurs. */
export class Words {
    #counts = new Map<string, number>();

    static of(text: string): Words {
        const words = new Words();
        for (const [word] of text.toLowerCase().matchAll(/[a-z']+/g))
            words.add(word);
        return words;
    }

    add(word: string, times = 1): this {
        this.#counts.set(word, (this.#counts.get(word) ?? 0) + times);
        return this;
    }

    *[Symbol.iterator](): Generator<Entry> {
        for (const [word, count] of this.#counts)
            yield { word, count };
    }

    top(n: number): Entry[] {
        return [...this].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, n);
    }
}

export class NoWords extends Error {
    override name = 'NoWords';
}
