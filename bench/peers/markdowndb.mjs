/** MarkdownDB: indexes the folder into a new SQLite file (pages, front matter, tags, the links it resolves). */
import { MarkdownDB } from '@flowershow/markdowndb';
import { printFound } from './markdown-files.mjs';

const [folder, file] = process.argv.slice(2);
const client = new MarkdownDB({ client: 'sqlite3', connection: { filename: file } });
await client.init();
await client.indexFolder({ folderPath: folder, ignorePatterns: [/[/\\]\./] });
const rows = async (table) => (await client.db(table).count({ rows: '*' }))[0].rows;
printFound({ pages: await rows('files'), links: await rows('links') });
await client.db.destroy();
