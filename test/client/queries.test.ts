import { describe, expect, it } from 'vitest';

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
