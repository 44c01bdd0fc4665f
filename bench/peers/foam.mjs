/** Foam's core as its editor starts it: every note parsed, the graph of all links resolved. */
import { readFile } from 'node:fs/promises';
import {
  AlwaysIncludeMatcher,
  GenericDataStore,
  Logger,
  MarkdownResourceProvider,
  URI,
  bootstrap,
  createMarkdownParser,
} from 'foam-core';
import { markdownFiles, printFound } from './markdown-files.mjs';

const folder = process.argv[2];
Logger.setLevel('off');
const files = markdownFiles(folder).map((path) => URI.file(path));
const dataStore = new GenericDataStore(
  () => Promise.resolve(files),
  (uri) => readFile(uri.toFsPath(), 'utf8'),
);
const parser = createMarkdownParser();
const { workspace, graph } = await bootstrap(
  [URI.file(folder)],
  new AlwaysIncludeMatcher(),
  undefined,
  dataStore,
  parser,
  [new MarkdownResourceProvider(dataStore, parser)],
);
printFound({ pages: workspace.list().length, links: graph.getAllConnections().length });
