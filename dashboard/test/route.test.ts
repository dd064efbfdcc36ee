import { describe, expect, it } from 'vitest';
import { query, segment } from '../src/api/client';
import { link, parse } from '../src/route';

describe('an address', () => {
  it('names a view, what it is about, and its filters', () => {
    expect(parse('')).toMatchObject({ view: 'overview', of: null });
    expect(parse('#/')).toMatchObject({ view: 'overview', of: null });
    expect(parse('#/cluster/east')).toMatchObject({ view: 'cluster', of: 'east' });
    const tasks = parse('#/tasks?state=limbo&cluster=a%26b');
    expect([tasks.view, tasks.of, tasks.filters.get('state'), tasks.filters.get('cluster')]).toEqual(['tasks', null, 'limbo', 'a&b']);
  });

  it.each(['plain', 'a/b?c#d&e=%', 'ä \u0000\u202e<script>', '../..', '%2e%2e', 'x'.repeat(10_000)])(
    'leads back to %s',
    (id) => {
      expect(parse(link('task', id)).of).toBe(id);
      expect(parse(link('tasks', null, { groupId: id })).filters.get('groupId')).toBe(id);
      expect(decodeURIComponent(segment(id))).toBe(id);
      expect(segment(id)).not.toContain('/');
    },
  );

  it('that was cut in pieces is taken as it stands', () => {
    expect(parse('#/task/a%2').of).toBe('a%2');
  });

  it('leaves out what is not given', () => {
    expect(link('tasks', null, { state: '', cluster: null, type: undefined })).toBe('#/tasks');
    expect(query({ a: '', b: null, c: 0 })).toBe('?c=0');
    expect(query({})).toBe('');
  });
});
