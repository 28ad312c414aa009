import { readFileSync } from 'node:fs';
import { startupSnapshot } from 'node:v8';
import { NoWords, Words, type Entry } from './words.ts';

/* Startup work: it is done once, when the blob is made. */
const stop = new Set(`a an and as at be but by for from he in is it of on or that the to was with`.split(' '));

async function read(file: string): Promise<string> {
    await undefined; // everything after this line runs in a microtask
    return readFileSync(file, 'utf8');
}

async function main(): Promise<void> {
    const [, , ...files] = process.argv;
    const texts = await Promise.all(files.map(read));
    const entries: Entry[] = Words.of(texts.join('\n')).top(Infinity).filter(({ word }) => !stop.has(word));
    if (entries.length === 0)
        throw new NoWords(`no words in ${files.at(-1) ?? 'nothing'}`, { cause: files });
    for (const { word, count } of entries.slice(0, 3))
        console.log(`${word.padEnd(8)}${'#'.repeat(count)}`);
    const last = entries.findLast(({ count }) => count > 1)?.word;
    console.log({ files: files.length, last, ...Object.fromEntries(entries.slice(0, 1).map(Object.values)) });
}

if (startupSnapshot.isBuildingSnapshot())
    startupSnapshot.setDeserializeMainFunction(main);
else
    main();
