/**
 * Analyses the outline in a file: `run-layout.js OUTLINE-FILE ANALYSIS-FILE`. A process of its own, so
 * that its peak memory is its own; its clock runs from the links known to the map made.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { analyseOutline } from '../import/analyse/analyse.ts';
import type { Outline } from '../import/analyse/outline.ts';

const [outlineFile = '', analysisFile = ''] = process.argv.slice(2);
const outline = deserialize(readFileSync(outlineFile)) as Outline;
const start = performance.now();
const analysis = analyseOutline(outline);
const seconds = (performance.now() - start) / 1000;
writeFileSync(analysisFile, JSON.stringify(analysis));
process.stdout.write(`${JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS * 1024 })}\n`);
