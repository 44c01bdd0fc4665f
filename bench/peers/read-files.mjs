/** The floor: reads every file and does nothing with it. */
import { markdownTexts, printFound } from './markdown-files.mjs';

let pages = 0;
let characters = 0;
for (const text of markdownTexts(process.argv[2])) {
  pages += 1;
  characters += text.length;
}
printFound({ pages, characters });
