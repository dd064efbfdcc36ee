import { describe, expect, it } from 'vitest';
import { lines, type Line } from '../src/words/spans';
import { event, NOW, placement, secondsAgo } from './world';

/** As stage, and how many seconds before now it began and ended. */
function told(line: Line | undefined): string[] {
  return (line?.spans ?? []).map(
    (span) => `${span.stage} ${(NOW - span.from) / 1_000} ${span.to === null ? 'on' : (NOW - span.to) / 1_000}`,
  );
}

describe('an attempt', () => {
  it('that waits has no cluster', () => {
    const [line] = lines([placement('a', { state: 'waiting', cluster: null, placedAt: null, runningAt: null, since: secondsAgo(40) })], [], NOW);
    expect(line).toMatchObject({ attempt: 1, cluster: null, state: 'waiting' });
    expect(told(line)).toEqual(['waiting 40 on']);
  });

  it('that is pending was placed before', () => {
    const [line] = lines([placement('a', { state: 'pending', runningAt: null, placedAt: secondsAgo(90), since: secondsAgo(80) })], [], NOW);
    expect(told(line)).toEqual(['placed 90 80', 'pending 80 on']);
  });

  it('that runs goes on', () => {
    expect(told(lines([placement('a')], [], NOW)[0])).toEqual(['pending 90 60', 'running 60 on']);
  });

  it('in limbo ran until its cluster was seen last', () => {
    const [line] = lines([placement('a', { state: 'limbo', since: secondsAgo(20) })], [], NOW);
    expect(told(line)).toEqual(['pending 90 60', 'running 60 20', 'limbo 20 on']);
  });

  it('that ended is cleaned up', () => {
    const [line] = lines([placement('a', { state: 'ended', endedAt: secondsAgo(10), outcome: 'success' })], [], NOW);
    expect(told(line)).toEqual(['pending 90 60', 'running 60 10', 'ended 10 on']);
  });

  it('that was fenced has its place on the line beside the one after it', () => {
    const found = lines(
      [
        placement('a', { attempt: 1, state: 'fenced', cluster: 'west' }),
        placement('a', { attempt: 2, placedAt: secondsAgo(25), runningAt: secondsAgo(15) }),
      ],
      [event('fenced', 30, { task: 'a', attempt: 1, cluster: 'west', reason: 'west is lost' })],
      NOW,
    );
    expect(told(found[0])).toEqual(['pending 90 60', 'running 60 30', 'fenced 30 on']);
    expect(told(found[1])).toEqual(['waiting 30 25', 'pending 25 15', 'running 15 on']);
    expect(found[0]?.why).toBe('west is lost');
  });

  it('of which only events are left is told from them', () => {
    const of = { task: 'a', attempt: 1, cluster: 'west' };
    const found = lines([], [event('purged', 5, of), event('fenced', 30, of), event('placed', 90, of)], NOW);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ cluster: 'west', state: 'fenced' });
    expect(told(found[0])).toEqual(['placed 90 30', 'fenced 30 5']);
  });
});

it('nothing known is no line', () => {
  expect(lines([], [], NOW)).toEqual([]);
});
