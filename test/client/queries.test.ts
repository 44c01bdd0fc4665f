import { describe, expect, it } from 'vitest';

import { LoadedGraphs } from '../../client/queries/loaded-graphs.ts';
import { asProblem, problemOf } from '../../client/queries/problem.ts';
import { pagePath, requestPath } from '../../client/queries/request.ts';

describe('a request', () => {
  it('keeps any id in one segment of its path', () => {
    expect(pagePath('a/b?c#d', '/links')).toBe('/api/pages/a%2Fb%3Fc%23d/links');
  });
  it('leaves out what is null', () => {
    expect(requestPath('/api/search', { q: 'a&b', limit: 20, cursor: null })).toBe(
      '/api/search?q=a%26b&limit=20',
    );
  });
  it('repeats a parameter of several values', () => {
    expect(requestPath('/api/subgraph', { seed: ['a', 'b&c'], depth: 0 })).toBe(
      '/api/subgraph?seed=a&seed=b%26c&depth=0',
    );
  });
});

describe('what was loaded', () => {
  it('is of another graph where any answer named another than the one that is stored', () => {
    const loaded = new LoadedGraphs();
    expect(loaded.becomes('a')).toBe(false);
    loaded.note('a');
    expect(loaded.becomes('a')).toBe(false);
    loaded.note('b');
    expect(loaded.becomes('b')).toBe(true);
    expect(loaded.becomes('b')).toBe(false);
    expect(loaded.becomes('c')).toBe(true);
  });
  it('is of another graph where it was loaded before the first event told of one', () => {
    const loaded = new LoadedGraphs();
    loaded.note('a');
    expect(loaded.becomes('b')).toBe(true);
  });
  it('is of no graph before the first import', () => {
    const loaded = new LoadedGraphs();
    loaded.note('none');
    expect(loaded.becomes(null)).toBe(false);
    expect(loaded.becomes('a')).toBe(true);
  });
  it('is not held to be old where an answer does not say what it was made of', () => {
    const loaded = new LoadedGraphs();
    loaded.note(null);
    expect(loaded.becomes('a')).toBe(false);
  });
  it('is known by any fingerprint, also one that a header cannot hold as it is', () => {
    const loaded = new LoadedGraphs();
    loaded.note(encodeURIComponent('ä %'));
    expect(loaded.becomes('ä %')).toBe(false);
  });
});

describe('a problem', () => {
  it('tells code, detail and near matches of problem+json', () => {
    const near = [{ id: 'a', kind: 'page', title: 'A', folder: '', inDegree: 0, outDegree: 0 }];
    const problem = problemOf(404, { code: 'page-not-found', detail: 'No page', near });
    expect(problem).toMatchObject({ status: 404, code: 'page-not-found', message: 'No page', near });
    expect(problem.passing).toBe(false);
  });
  it('is made of any answer, whatever its body', () => {
    for (const body of [null, 'text', 7, [], { code: 1, detail: {}, near: 'x' }]) {
      expect(problemOf(503, body)).toMatchObject({ status: 503, code: 'unknown', near: [] });
    }
    expect(problemOf(503, null).passing).toBe(true);
  });
  it('is made of any error', () => {
    expect(asProblem(new TypeError('x'))).toMatchObject({ code: 'unreachable', passing: true });
  });
});
