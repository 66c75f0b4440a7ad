import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Bench, printTable } from './bench.ts';

const [file, output] = process.argv.slice(2);
if (file === undefined || output === undefined) throw new Error('usage: run-one.ts FILE OUTPUT');
const { bench } = (await import(pathToFileURL(file).href)) as { bench: Bench };
const results = await bench.run();
printTable(results);
writeFileSync(output, JSON.stringify(results));
process.exit(0);
